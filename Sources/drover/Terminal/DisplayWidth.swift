extension String {
    /// How many columns the text takes on a terminal: two for wide East Asian characters and emoji, none for marks that
    /// combine with the character before.
    var displayWidth: Int {
        utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
    }

    /// The text, or its beginning and an ellipsis, in at most `width` columns.
    func cut(to width: Int) -> String {
        guard displayWidth > width else { return self }
        var taken = ""
        var columns = 0
        for character in self {
            columns += character.displayWidth
            guard columns < width else { break }
            taken.append(character)
        }
        return width > 0 ? taken + "…" : ""
    }

    /// The text with blanks up to `width` columns.
    func padded(to width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - displayWidth))
        return right ? blanks + self : self + blanks
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return first.isWide ? 2 : 1
        }
    }
}

extension Unicode.Scalar {
    /// The blocks that terminals draw two columns wide.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
