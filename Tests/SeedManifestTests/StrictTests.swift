import JSONSupport
import Testing

@testable import SeedManifest

/// The rules of Seed's own tools: which is broken, and where.
@Suite struct StrictTests {
    private func broken(_ job: JSONObject) -> [String] {
        var whole: JSONObject = [
            "name": "strict", "jobVersion": "1.0.0", "packageVersion": "1.0.0", "title": "", "description": "", "timeout": 60,
            "maintainer": ["name": "Jane", "email": "jane@example.com"],
        ]
        for (key, value) in job { whole[key] = value }
        return SeedManifest.strictIssues(["seedVersion": "1.0.0", "job": .object(whole)]).map { "\($0.rule) \($0.path)" }
    }

    @Test func aCleanManifestBreaksNothing() {
        #expect(broken([:]) == [])
        #expect(broken(["interface": [
            "command": "${IN} $OUTPUT_DIR ${ALLOCATED_MEM}", "inputs": ["files": [["name": "IN"]]],
        ], "resources": ["scalar": [["name": "mem", "value": 1]]]]) == [])
    }

    @Test func eachRuleNamesItsPlace() {
        #expect(broken(["resources": [:]]).contains("MISSING_SCALAR job/resources"))
        #expect(broken(["timeout": 0]) == ["TIMEOUT_NOT_POSITIVE job/timeout"])
        #expect(broken(["resources": ["scalar": [["name": "gpus", "value": 0.5], ["name": "mem", "value": -1]]]]) == [
            "GPUS_NOT_WHOLE job/resources/scalar/0/value", "AMOUNT_NEGATIVE job/resources/scalar/1/value",
        ])
        #expect(broken(["errors": [
            ["code": 0, "name": "zero"], ["code": 2, "name": "a"], ["code": 2, "name": "A"],
        ]]) == [
            "NAME_NOT_UNIQUE job/errors/2/name", "ZERO_EXIT_CODE job/errors/0/code", "EXIT_CODE_NOT_UNIQUE job/errors/2/code",
        ])
        #expect(broken(["interface": [
            "command": "$IN $UNKNOWN", "inputs": ["files": [["name": "IN"]]],
            "outputs": ["files": [["name": "in", "pattern": "*"]]], "mounts": [["name": "DATA", "path": "data"]],
        ]]) == [
            "NAME_NOT_UNIQUE job/interface/outputs/files/0/name", "NAME_NOT_NORMALIZED job/interface/outputs/files/0/name",
            "RELATIVE_MOUNT job/interface/mounts/0/path", "VARIABLE_NOT_DECLARED job/interface/command",
        ])
        #expect(broken(["interface": ["command": "${IN", "inputs": ["files": [["name": "OUTPUT_DIR"]]]]]) == [
            "NAME_NOT_UNIQUE job/interface/inputs/files/0/name", "BRACES_NOT_BALANCED job/interface/command",
        ])
    }
}
