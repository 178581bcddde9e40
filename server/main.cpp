// SPDX-License-Identifier: Apache-2.0
// The command line. Each command stands in its own file of cli/ and ends up in App or a use case.
#include <iostream>

#include "server/cli/command.hpp"

static bool has_command(CLI::App& app, const std::string& name) {
    const auto named =
        app.get_subcommands([&](CLI::App* command) { return command->get_name() == name; });
    return !named.empty();
}

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
        if (argc > 1 && argv[1][0] != '-' && !has_command(app, argv[1]))
            std::cerr << "Không có lệnh / unknown command: " << argv[1] << "\n";
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const Exit& exit) {
        return exit.status;
    } catch (const std::exception& error) {
        std::cerr << "kinhmoi: " << error.what() << "\n";
        return 70;
    }
}
