import Foundation
import JSONSupport
import Testing
import Worker

/// What a container may not do, unless the operator says so.
@Suite(.disabled(if: TestEngine.isSkipped), .serialized) struct ContainerSafetyTests {
    @Test func aContainerIsClosedByDefault() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("looks", script: #"""
                id -u; grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status; ls /sys/class/net;
                for path in /x /scale/input_data/x /scale/input_data/TEXT/x /scale/input_data/TEXT/in.txt; do
                  if echo no > $path; then echo "WROTE $path"; fi;
                done; touch /tmp/yes && echo "scratch is there"; cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max
                """#, { job in
                    job["interface"] = ["inputs": ["files": [["name": "TEXT"]]]]
                }
            )
            let uploaded = try await scene.server.send(.POST, "/api/files?name=in.txt", bytes: Array("hello".utf8))
            let file = try #require(try uploaded.json()["id"]?.intValue)
            try await scene.worker.run {
                let job = try await scene.finished("looks", ["input": ["files": ["TEXT": .int(file)]]])
                let log = try await scene.log(job)
                #expect(!log.contains("WROTE"), "\(log)")
                #expect(log.contains("CapEff:\t0000000000000000"), "\(log)")
                #expect(log.contains("CapBnd:\t0000000000000000"), "\(log)")
                #expect(log.contains("NoNewPrivs:\t1"), "\(log)")
                #expect(!log.contains("eth0"), "\(log)")
                #expect(log.contains("scratch is there"), "\(log)")
                #expect(!log.split(separator: "\n").contains("0"), "it ran as root")
                #expect(log.contains("4096"), "\(log)")
            }
        }
    }

    @Test func rootCannotWriteWhatIsReadOnlyEither() async throws {
        try await ContainerScene.run({ $0.user = "0:0"; $0.capabilities = ["DAC_OVERRIDE", "CHOWN"] }) { scene in
            try await scene.addType("root", script: #"""
                id -u; for path in /x /scale/input_data/x /scale/input_data/scale-input-metadata.json; do
                  if echo no > $path; then echo "WROTE $path"; fi;
                done; mkdir -p $OUTPUT_DIR/deep/er; echo 1 > $OUTPUT_DIR/deep/er/file
                """#)
            try await scene.worker.run {
                let job = try await scene.finished("root")
                let log = try await scene.log(job)
                #expect(job["phase"] == "completed", "\(job.compactText)")
                // The two streams come in any order.
                #expect(log.split(separator: "\n").contains("0"), "\(log)")
                #expect(!log.contains("WROTE"), "\(log)")
                #expect(try FileManager.default.contentsOfDirectory(atPath: scene.server.folder + "/work") == [])
            }
        }
    }

    @Test func hostMountsLieBelowFoldersOfTheOperator() async throws {
        let shared = "/tmp/drover-shared-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: shared + "/open/data", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: shared) }
        try Data("shared".utf8).write(to: URL(filePath: shared + "/open/data/file"))
        try FileManager.default.createSymbolicLink(atPath: shared + "/open/way-out", withDestinationPath: "/etc")
        try await ContainerScene.run({ $0.mountRoots = [shared + "/open"] }) { scene in
            let mounts: [(String, String)] = [
                ("allowed", shared + "/open/data"), ("elsewhere", "/etc"), ("linked", shared + "/open/way-out"),
                ("above", shared + "/open/.."), ("missing", shared + "/open/none"),
            ]
            for (name, path) in mounts {
                try await scene.addType(
                    name, script: "cat /mnt/data/file $MOUNT_DATA/file; touch /mnt/data/new || echo read-only",
                    configuration: ["mounts": ["DATA": ["type": "host", "host_path": .string(path)]]]
                ) { $0["interface"] = ["mounts": [["name": "DATA", "path": "/mnt/data"]]] }
            }
            try await scene.worker.run {
                let allowed = try await scene.finished("allowed")
                let log = try await scene.log(allowed)
                #expect(log.contains("sharedshared"), "\(allowed.compactText) \(log)")
                #expect(log.contains("read-only"), "\(log)")
                for name in ["elsewhere", "linked", "above", "missing"] {
                    let job = try await scene.finished(name)
                    #expect(job["error"]?["name"] == "missing-mount", "\(name): \(job.compactText)")
                }
            }
        }
    }

    @Test func volumesAreMadeForAJobAndGoWithIt() async throws {
        try await ContainerScene.run { scene in
            let interface: JSON = ["mounts": [["name": "CACHE-1", "path": "/mnt/cache", "mode": "rw"]]]
            let volume: JSON = ["type": "volume", "driver": "local", "driver_opts": ["type": "tmpfs", "device": "tmpfs", "o": "mode=1777"]]
            let disguised: JSON = ["type": "volume", "driver_opts": ["type": "none", "device": "/etc", "o": "bind"]]
            try await scene.addType(
                "volume", script: "touch /mnt/cache/x && echo wrote", configuration: ["mounts": ["CACHE-1": volume]]
            ) { $0["interface"] = interface }
            try await scene.addType("disguised", script: "true", configuration: ["mounts": ["CACHE-1": disguised]]) {
                $0["interface"] = interface
            }
            try await scene.worker.run {
                let job = try await scene.finished("volume")
                #expect(job["phase"] == "completed", "\(job.compactText)")
                #expect(try await scene.log(job) == "wrote\n")
                #expect(try await scene.engine.podman("volume", "ls", "--quiet") == "")
                #expect(try await scene.finished("disguised")["error"]?["name"] == "missing-mount")
            }
        }
    }
}
