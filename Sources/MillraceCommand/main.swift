await CommandRun(arguments: Array(CommandLine.arguments.dropFirst())).finish()
