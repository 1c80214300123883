import MillraceLambda
import Testing

@testable import MillraceCommand

@Suite struct FunctionEnvironmentTests {
  private func file(_ variables: [String: String], files: Set<String> = []) -> String? {
    let environment = FunctionEnvironment(["LAMBDA_TASK_ROOT": "/var/task"].merging(variables) { $1 })
    return environment.arguments { files.contains($0) }.dropFirst().first
  }

  @Test func findsThePipelineFile() {
    #expect(file([:]) == "/var/task/pipeline.yaml")
    #expect(file(["MILLRACE_PIPELINE": "csv.yaml"]) == "/var/task/csv.yaml")
    #expect(file(["MILLRACE_PIPELINE": "/opt/csv.yaml"]) == "/opt/csv.yaml")
    #expect(file(["_HANDLER": "csv"], files: ["/var/task/csv.yaml"]) == "/var/task/csv.yaml")
    #expect(file(["_HANDLER": "csv.yml"], files: ["/var/task/csv.yml"]) == "/var/task/csv.yml")
    // Most handlers mean nothing; one that names a file does, also where it is not there.
    #expect(file(["_HANDLER": "bootstrap"], files: ["/var/task/bootstrap"]) == "/var/task/pipeline.yaml")
    #expect(file(["_HANDLER": "gone.yaml"]) == "/var/task/gone.yaml")
  }

  @Test func isAFunctionByItsName() {
    let environment = FunctionEnvironment(["LAMBDA_TASK_ROOT": "/var/task", "MILLRACE_ROLE": "plan"])
    let function = ["lambda", "/var/task/pipeline.yaml", "--role", "plan"]
    #expect(environment.arguments(of: ["/var/task/bootstrap", "main"]) == function)
    #expect(environment.arguments(of: ["bootstrap"]) == function)
    #expect(environment.arguments(of: ["/usr/bin/millrace", "run", "a.yaml"]) == ["run", "a.yaml"])
    #expect(environment.arguments(of: []) == [])
  }

  @Test func keepsWhatMayBeForgottenInTheScratchFolder() {
    #expect(FunctionEnvironment([:]).places.scratch == "/tmp/millrace")
    #expect(FunctionEnvironment(["TMPDIR": "/scratch"]).places.scratch == "/scratch/millrace")
    #expect(FunctionEnvironment(["LAMBDA_TASK_ROOT": "/var/task"]).places.taskRoot == "/var/task")
  }
}
