// SPDX-License-Identifier: Apache-2.0
#include "server/api/edge_problem.hpp"

#include "server/api/json.hpp"
#include "server/api/problem.hpp"

namespace kinhmoi::api {
namespace {

struct Sentence {
    unsigned status;
    const char* vi;
    const char* en;
};

constexpr Sentence sentences[] = {
    {404, "Không tìm thấy nội dung này.", "Not found."},
    {405, "Địa chỉ này không nhận phương thức đó.", "This address does not take that method."},
    {408, "Yêu cầu gửi quá chậm. Đề nghị thử lại.", "The request came too slowly. Try again."},
    {413, "Nội dung gửi lên quá lớn.", "The body is too large."},
    {421, "Máy chủ này không phục vụ tên miền đó.", "This server does not serve that host name."},
    {500, "Hệ thống gặp lỗi. Đề nghị thử lại; nếu vẫn lỗi, gửi mã yêu cầu này cho quản trị viên.",
     "Something failed here. Try again; if it fails again, give this request id to the "
     "administrator."},
    {501, "Máy chủ không hỗ trợ kiểu yêu cầu này.", "This kind of request is not supported."},
    {503, "Hệ thống đang bận. Đề nghị thử lại sau ít giây.", "Busy. Try again in a few seconds."},
};
constexpr Sentence other{0, "Yêu cầu không hợp lệ.", "The request is not valid."};

const Sentence& sentence_of(unsigned status) {
    for (const Sentence& sentence : sentences) {
        if (sentence.status == status) return sentence;
    }
    return other;
}

}  // namespace

net::Response edge_problem(unsigned status, const char* kind, const std::string& request_id) {
    const Sentence& sentence = sentence_of(status);
    const Json body = {
        {"kind", kind},
        {"message", {{"vi", sentence.vi}, {"en", sentence.en}}},
        {"faults", Json::array()},
        {"request_id", request_id},
    };
    return net::Response::problem(dump(body), status);
}

net::Response too_many_requests(int wait_s, const std::string& request_id) {
    const std::string seconds = std::to_string(wait_s);
    net::Response response =
        problem(Failure(FailureKind::rate_limited,
                        {"Quá nhiều yêu cầu. Đề nghị thử lại sau " + seconds + " giây.",
                         "Too many requests. Try again in " + seconds + " seconds."}),
                request_id);
    response.set_header("Retry-After", seconds);
    return response;
}

}  // namespace kinhmoi::api
