// SPDX-License-Identifier: Apache-2.0
// What the thread sanitizer must not report here. Asio counts the references of a shared executor
// with a release decrement and an acquire fence; the sanitizer does not follow fences.

#ifdef __SANITIZE_THREAD__
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
    return "race:boost::asio::execution::detail::shared_target_executor\n";
}
#endif
