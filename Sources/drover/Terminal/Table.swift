/// Rows in aligned columns. On a terminal the columns that may shrink are cut so that a row fits on its line; in a pipe
/// nothing is cut.
struct Table {
    struct Column {
        let title: String
        var isNumber = false
        /// Whether the column may be cut when the terminal is narrow.
        var shrinks = false
    }

    struct Cell: ExpressibleByStringLiteral {
        let text: String
        var style: Style?

        init(_ text: String, style: Style? = nil) {
            self.text = SafeText.oneLine(text)
            self.style = style
        }

        init(stringLiteral text: String) {
            self.init(text)
        }
    }

    private static let gap = "  "
    private static let leastWidth = 8

    let columns: [Column]
    var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    func lines(for console: Console) -> [String] {
        let widths = fitted(natural, to: console.width)
        let header = columns.map { Cell($0.title, style: .strong) }
        return ([header] + rows).map { line($0, widths, console) }
    }

    func show(on console: Console) {
        for line in lines(for: console) { console.line(line) }
    }

    private var natural: [Int] {
        columns.indices.map { index in
            rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].text.displayWidth) }
        }
    }

    /// Takes columns away from the widest shrinking one until the row fits.
    private func fitted(_ widths: [Int], to width: Int?) -> [Int] {
        guard let width else { return widths }
        var widths = widths
        var excess = widths.reduce(0, +) + Self.gap.count * (widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter { columns[$0].shrinks && widths[$0] > Self.leastWidth }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ console: Console) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let isLast = index == cells.count - 1
            let text = cell.text.cut(to: widths[index])
            let padding = max(0, widths[index] - text.displayWidth)
            let blanks = String(repeating: " ", count: padding)
            if columns[index].isNumber { line += blanks }
            line += console.styled(text, cell.style)
            if !isLast { line += (columns[index].isNumber ? "" : blanks) + Self.gap }
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
