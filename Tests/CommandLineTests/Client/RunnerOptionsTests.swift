import ArgumentParser
import Testing
import Worker

@testable import drover

@Suite struct RunnerOptionsTests {
    @Test func nothingIsOpenWithoutAWord() throws {
        #expect(try RunnerOptions.parse([]).choice == .process)
        #expect(try RunnerOptions.parse(["--runner", "container", "--container-engine", "auto"]).choice == .container(ContainerSettings()))
        #expect(ContainerSettings().network == "none")
    }

    @Test func whatTheOperatorSaysIsPassedOn() throws {
        let options = try RunnerOptions.parse([
            "--runner", "container", "--container-engine", "/run/x.sock", "--container-network", "bridge",
            "--container-mounts", "/tmp", "--container-mounts", "/usr", "--container-capabilities", "chown,SETUID",
            "--container-user", "7:8",
        ])
        var expected = ContainerSettings()
        expected.socket = "/run/x.sock"
        expected.network = "bridge"
        expected.mountRoots = ["/tmp", "/usr"]
        expected.capabilities = ["CHOWN", "SETUID"]
        expected.user = "7:8"
        #expect(options.choice == .container(expected))
    }

    @Test(arguments: [
        ["--container-network", "bridge"], ["--runner", "container", "--container-engine", "tcp://host:1"],
        ["--runner", "container", "--container-mounts", "relative"], ["--runner", "container", "--container-mounts", "/nonexistent"],
        ["--runner", "container", "--container-capabilities", "ALL"], ["--runner", "container", "--container-user", "root"],
        ["--runner", "container", "--registry-credentials", "/nonexistent"], ["--runner", "virtual-machine"],
    ])
    func whatCannotBeIsRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try RunnerOptions.parse(arguments) }
    }
}
