import Testing

@testable import drover

@Suite struct SafeTextTests {
    @Test func keepsPlainTextLineEndsAndTabs() {
        #expect(SafeText.lines("café\tund\n日本\n") == "café\tund\n日本\n")
    }

    @Test func showsEscapeSequencesInsteadOfObeyingThem() {
        #expect(SafeText.lines("\u{1b}[31mred\u{1b}]0;title\u{7}") == "^[[31mred^[]0;title^G")
        #expect(SafeText.lines("\u{9b}2J\u{7f}") == "<U+009B>2J^?")
        #expect(SafeText.lines("abc\u{202e}cba") == "abc<U+202E>cba")
    }

    @Test func aLoneCarriageReturnOverwritesNothing() {
        #expect(SafeText.lines("10 %\r20 %\r\ndone\r") == "10 %\n20 %\ndone\n")
    }

    @Test func oneLineHasNoLineEnds() {
        #expect(SafeText.oneLine("a\nb\tc\r\nd\u{1b}") == "a b c  d^[")
    }
}
