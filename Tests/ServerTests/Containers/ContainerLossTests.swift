import Foundation
import JSONSupport
import Testing
import Worker

/// Images that are not there, commands that cannot be run, and workers that die.
@Suite(.disabled(if: TestEngine.isSkipped), .serialized) struct ContainerLossTests {
    @Test func anImageThatCannotBeHadIsAnErrorOfPulling() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("nowhere", script: "true", image: "localhost:1/drover/missing:1.0")
            try await scene.addType("strange", script: "true", image: "../containers/json?x")
            try await scene.worker.run {
                let id = try await scene.worker.submit("nowhere")
                // It is tried again, because a registry may come back.
                _ = try await scene.worker.wait(for: id) { $0["attempt"] == 2 }
                let first = try await scene.server.send(.GET, "/v6/jobs/\(id)/executions/1/").json()
                #expect(first["error"]?["name"] == "pull", "\(first.compactText)")
                #expect(try await scene.finished("strange")["error"]?["name"] == "pull")
            }
        }
    }

    @Test func aCommandThatIsNotThereIsAnErrorOfLaunching() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("absent", command: "no-such-program")
            try await scene.worker.run {
                let job = try await scene.finished("absent")
                #expect(job["error"]?["name"] == "docker-task-launch", "\(job.compactText)")
                #expect(job["error"]?["message"]?.stringValue?.contains("no-such-program") == true, "\(job.compactText)")
                #expect(try await scene.engine.containers() == [])
            }
        }
    }

    @Test func theContainerOfADeadWorkerIsRemovedByTheNext() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("survives", script: "echo DROVER_PROGRESS 10%; exec sleep 300")
            let id = try await scene.worker.submit("survives")
            let first = try await scene.workerProcess()
            try await scene.isAtWork(id)
            await first.end(SIGKILL)
            let orphans = try await scene.engine.containers()
            #expect(orphans.count == 1, "the container outlives its worker")
            let second = try await scene.workerProcess()
            try await scene.isAtWork(id, attempt: 2)
            #expect(try await scene.engine.containers().filter { orphans.contains($0) } == [])
            await second.end(SIGTERM)
            #expect(try await scene.engine.containers() == [])
        }
    }

    @Test func anotherWorkersContainersAreLeftAlone() async throws {
        try await ContainerScene.run { scene in
            try await scene.engine.podman(
                "create", "--label", "drover.worker=somebody@http://elsewhere", TestEngine.image, "sleep", "300"
            )
            try await scene.addType("plain", script: "true")
            try await scene.worker.run {
                let job = try await scene.finished("plain")
                #expect(job["phase"] == "completed")
                #expect(try await scene.engine.containers().count == 1)
            }
        }
    }

    @Test func aWorkerWithoutAnEngineDoesNotStart() async throws {
        try await TestServer.run { server in
            var worker = try await TestWorker(server)
            var settings = ContainerSettings()
            settings.socket = server.folder + "/no-engine.sock"
            worker.runner = .container(settings)
            await #expect(throws: EngineError.self) { try await worker.run {} }
        }
    }
}

extension ContainerScene {
    /// `drover worker` as a process of its own, which can be killed.
    func workerProcess() async throws -> TestProcess {
        try await TestProcess.start(
            ServerProcess.executable.path(),
            ["worker", "--runner", "container", "--container-engine", engine.socket, "--name", "test-node",
             "--work", server.folder + "/work", "--log-level", "info"],
            ["DROVER_SERVER": server.address, "DROVER_KEY": worker.key, "PATH": "/usr/bin:/bin", "HOME": server.folder,
             "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? ""]
        )
    }
}
