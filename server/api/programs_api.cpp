// SPDX-License-Identifier: Apache-2.0
#include "server/api/programs_api.hpp"

#include "server/api/entity_tag.hpp"
#include "server/api/event_fields.hpp"
#include "server/api/respond.hpp"
#include "server/store/rows/program_rows.hpp"
#include "server/usecase/programs.hpp"

namespace kinhmoi::api {

namespace asio = boost::asio;

namespace {

Result<Program> program_of(const Call& call) {
    const auto body = body_of(call);
    if (!body) return body.error();
    ObjectReader in(*body);
    Program program;
    FieldReader fields(in, nullptr);
    visit_program(fields, program);
    in.finish();
    if (in.faults().any()) return in.failure();
    return program;
}

Json program_json(const Program& program) {
    FieldWriter fields(nullptr, default_time_zone);
    fields.put("id", to_text(program.id));
    visit_program(fields, program);
    return tagged(fields.take());
}

}  // namespace

asio::awaitable<net::Response> list_programs(Services& services, Call& call) {
    const auto page = page_of(call);
    if (!page) co_return problem(page.error(), call.request_id());
    const store::Page wanted{page->cursor, page->limit + 1};
    const auto question = [wanted](store::ReadTx& tx) { return store::load_programs(tx, wanted); };
    const auto programs = co_await services.store.read(question);
    co_return ok(page_of_items(programs, page->limit, program_json,
                               [](const Program& program) { return store::cursor_of(program); }));
}

asio::awaitable<net::Response> create_program(Services& services, Call& call) {
    const auto program = program_of(call);
    if (!program) co_return problem(program.error(), call.request_id());
    const auto job = [actor = call.actor, wanted = *program](store::WriteTx& tx) {
        return usecase::create_program(tx, actor, wanted);
    };
    const auto made = co_await services.store.write(job);
    if (!made) co_return problem(made.error(), call.request_id());
    co_return created(program_json(*made));
}

asio::awaitable<net::Response> get_program(Services& services, Call& call) {
    const auto id = captured<ProgramId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto question = [which = *id](store::ReadTx& tx) {
        return usecase::get_program(tx, which);
    };
    const auto program = co_await services.store.read(question);
    co_return answer(call, program, program_json);
}

asio::awaitable<net::Response> put_program(Services& services, Call& call) {
    const auto id = captured<ProgramId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto program = program_of(call);
    if (!program) co_return problem(program.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id, wanted = *program,
                      as_seen = seen(call, program_json)](store::WriteTx& tx) {
        return usecase::update_program(tx, actor, which, wanted, as_seen);
    };
    const auto changed = co_await services.store.write(job);
    co_return answer(call, changed, program_json);
}

asio::awaitable<net::Response> delete_program(Services& services, Call& call) {
    const auto id = captured<ProgramId>(call, 0);
    if (!id) co_return problem(id.error(), call.request_id());
    const auto job = [actor = call.actor, which = *id,
                      as_seen = seen(call, program_json)](store::WriteTx& tx) {
        return usecase::delete_program(tx, actor, which, as_seen);
    };
    const auto deleted = co_await services.store.write(job);
    co_return answer(call, deleted);
}

}  // namespace kinhmoi::api
