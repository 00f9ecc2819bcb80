import Testing

@testable import drover

@Suite struct TableTests {
    private var table: Table {
        var table = Table([
            .init(title: "ID", isNumber: true), .init(title: "NAME", shrinks: true), .init(title: "STATE"),
        ])
        table.add(["7", "a rather long name of a thing", "ready"])
        table.add(["12", "日本", ""])
        return table
    }

    @Test func alignsColumnsWithoutATerminal() {
        #expect(table.lines(for: .plain) == [
            "ID  NAME                           STATE",
            " 7  a rather long name of a thing  ready",
            "12  日本",
        ])
    }

    @Test func cutsOnlyWhatMayShrinkToTheWidthOfTheTerminal() {
        let lines = table.lines(for: Console(isTerminal: true, width: 24, usesColour: false, isRaw: false))
        #expect(lines == [
            "ID  NAME           STATE",
            " 7  a rather lon…  ready",
            "12  日本",
        ])
    }

    @Test func cellsCannotBreakTheirLine() {
        var table = Table([.init(title: "A"), .init(title: "B")])
        table.add(["x\ny", "\u{1b}[2J"])
        #expect(table.lines(for: .plain).last == "x y  ^[[2J")
    }

    @Test func colourDoesNotMoveColumns() {
        var table = Table([.init(title: "A"), .init(title: "B")])
        table.add([.init("red", style: .bad), "x"])
        let lines = table.lines(for: Console(isTerminal: true, width: 80, usesColour: true, isRaw: false))
        #expect(lines.last == "\u{1b}[31mred\u{1b}[0m  x")
    }

    @Test func cuttingCountsColumnsNotCharacters() {
        #expect("日本語".cut(to: 4) == "日…")
        #expect("abc".cut(to: 3) == "abc")
        #expect("abcd".cut(to: 0) == "")
        #expect("é́".displayWidth == 1)
    }
}

extension Console {
    /// A pipe.
    static let plain = Console(isTerminal: false, width: nil, usesColour: false, isRaw: false)
}
