let signals = Interruption.shared.start()
await CommandRun(arguments: Array(CommandLine.arguments.dropFirst())).finish()
