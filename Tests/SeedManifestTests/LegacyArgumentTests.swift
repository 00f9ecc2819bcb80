import SeedManifest
import Testing

/// The command lines of legacy job types (scale.md §5.8).
@Suite struct LegacyArgumentTests {
    private func words(_ text: String, _ values: [String: String] = [:]) -> [String] {
        LegacyArguments(text).words(with: values)
    }

    @Test func valuesStayOneWord() {
        #expect(words("${a} ${b c}", ["a": "1 2", "b c": "'x'"]) == ["1 2", "'x'"])
        #expect(words("--in=${a}.txt ${a}${a}", ["a": "x y"]) == ["--in=x y.txt", "x yx y"])
        #expect(words("${a}", ["a": "${b}", "b": "no"]) == ["${b}"])
    }

    @Test func flagsGoWithTheirValues() {
        #expect(words("${-f :a} ${-f:a} ${--file=:a}", ["a": "x"]) == ["-f", "x", "-fx", "--file=x"])
        #expect(words("go ${-f :a} ${a} on") == ["go", "on"])
        #expect(words("${-t 12:30 :a}", ["a": "x"]) == ["-t", "12:30", "x"])
        #expect(words("${-f :a}", ["a": ""]) == ["-f"])
    }

    @Test func wordsAreSplitAsByAShell() {
        #expect(words(#"a  'b c' "d ${x}" e\ f '' '${x}'"#, ["x": "1 2"]) == ["a", "b c", "d 1 2", "e f", "", "1 2"])
        #expect(words("") == [])
        #expect(words("$x ${open") == ["$x", "${open"])
        #expect(LegacyArguments(plain: "run ${x}").words(with: ["x": "1"]) == ["run", "${x}"])
    }

    @Test func namesAndTexts() {
        let arguments = LegacyArguments("${a} ${-f :b c} ${job_output_dir}")
        #expect(arguments.names == ["a", "b c", "job_output_dir"])
        #expect(LegacyArguments("<${-f :a}${b}>").text(with: ["a": "1"]) == "<-f 1>")
    }
}
