// SPDX-License-Identifier: Apache-2.0
// The command line. Each command stands in its own file of cli/ and ends up in App or a use case.
#include <iostream>

#include "server/cli/command.hpp"

int main(int argc, char** argv) {
    CLI::App app("kinhmoi: invitations and attendance for official ceremonies", "kinhmoi");
    app.require_subcommand(1);
    app.set_version_flag("--version", "0.1.0");
    using namespace kinhmoi::cli;
    for (const auto add :
         {add_serve, add_init, add_account, add_plan, add_key, add_backup, add_restore, add_verify})
        add(app);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const Exit& exit) {
        return exit.status;
    } catch (const std::exception& error) {
        std::cerr << "kinhmoi: " << error.what() << "\n";
        return 70;
    }
}
