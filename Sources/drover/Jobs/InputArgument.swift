import ArgumentParser

/// `--input NAME=FILE` or `--input NAME=file:ID`.
struct FileArgument: ExpressibleByArgument, Sendable, Hashable {
    enum Source: Sendable, Hashable {
        case local(String)
        case stored(Int64)
    }

    let name: String
    let source: Source

    init?(argument: String) {
        guard let (name, value) = Assignment.split(argument) else { return nil }
        self.name = name
        guard value.hasPrefix("file:") else {
            source = .local(value)
            return
        }
        guard let id = Int64(value.dropFirst(5)) else { return nil }
        source = .stored(id)
    }
}

/// `--json NAME=VALUE`.
struct ValueArgument: ExpressibleByArgument, Sendable, Hashable {
    let name: String
    let text: String

    init?(argument: String) {
        guard let (name, value) = Assignment.split(argument) else { return nil }
        self.name = name
        text = value
    }
}

private enum Assignment {
    /// Both sides of the first equals sign; nil when one is empty.
    static func split(_ text: String) -> (name: String, value: String)? {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
        let value = text[text.index(after: sign)...]
        return value.isEmpty ? nil : (String(text[..<sign]), String(value))
    }
}

/// `NAME` or `NAME:VERSION`.
struct TypeArgument: ExpressibleByArgument, Sendable, Hashable {
    let name: String
    let version: String?

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, !name.isEmpty, parts.last?.isEmpty == false else { return nil }
        self.name = name
        version = parts.count > 1 ? parts[1] : nil
    }
}
