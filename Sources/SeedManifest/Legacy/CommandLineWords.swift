/// Splits a command line into words while it is put together.
struct CommandLineWords {
    private var words: [String] = []
    private var word: String?
    private var quote: Character?
    private var isEscaped = false

    /// Reads text that follows the rules of a shell.
    mutating func read(_ text: String) {
        for character in text {
            if isEscaped {
                append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { append(character) }
            } else if character == "'" || character == "\"" {
                // Quotes make a word even when nothing is between them.
                word = word ?? ""
                quote = character
            } else if character.isWhitespace {
                endWord()
            } else {
                append(character)
            }
        }
    }

    /// Adds text as it is to the word at hand; an empty one makes no word.
    mutating func add(_ value: String) {
        if !value.isEmpty { word = (word ?? "") + value }
    }

    var finished: [String] {
        words + (word.map { [$0] } ?? [])
    }

    private mutating func append(_ character: Character) {
        word = (word ?? "") + String(character)
    }

    private mutating func endWord() {
        if let word { words.append(word) }
        word = nil
    }
}
