/// The media types that a client takes, with their weights (RFC 9110 §12.5.1).
struct AcceptHeader: Sendable {
    private struct Range {
        let type: MediaType
        /// 0 to 1000.
        let weight: Int

        /// 0 for a range that does not match; else the more, the more exactly it does.
        func exactness(for offered: MediaType) -> Int {
            if type == offered { return 3 }
            if type.subtype == "*" && type.type == offered.type { return 2 }
            return type.type == "*" && type.subtype == "*" ? 1 : 0
        }
    }

    /// More are left unread; no client has so many.
    private static let maximumRanges = 64

    private let ranges: [Range]

    init(_ text: String) {
        ranges = text.split(separator: ",").prefix(Self.maximumRanges).compactMap { part in
            MediaType(part).map { Range(type: $0, weight: Self.weight(in: part)) }
        }
    }

    /// What to answer with: the offer of the greatest weight, of equal ones the first.
    /// - Returns: nil when the client takes none of them.
    func best(of offers: [MediaType]) -> MediaType? {
        guard !ranges.isEmpty else { return offers.first }
        var best: (offer: MediaType, weight: Int)?
        for offer in offers {
            let weight = weight(of: offer)
            if weight > best?.weight ?? 0 { best = (offer, weight) }
        }
        return best?.offer
    }

    private func weight(of offer: MediaType) -> Int {
        let matching = ranges.map { (exactness: $0.exactness(for: offer), weight: $0.weight) }
        return matching.filter { $0.exactness > 0 }.max { $0.exactness < $1.exactness }?.weight ?? 0
    }

    private static func weight(in range: Substring) -> Int {
        for parameter in range.split(separator: ";").dropFirst() {
            let words = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard words.count == 2, words[0].lowercased() == "q", let weight = Double(words[1]) else { continue }
            return weight >= 0 && weight <= 1 ? Int(weight * 1_000) : 1_000
        }
        return 1_000
    }
}

extension Route.Method {
    /// Chooses the media type of the answer (reference/scale.md §1.2).
    /// - Returns: nil where the handler chooses itself.
    /// - Throws: `RequestError` 404 for an unknown `format`, 406 when the client takes nothing that is offered.
    func negotiate(_ accept: String?, _ query: FormFields) throws(RequestError) -> MediaType? {
        var offers = options.produces
        guard !offers.isEmpty else { return nil }
        if let format = query.last("format"), !format.isEmpty {
            let named = MediaType.named(format)
            offers = offers.filter { $0 == named }
            guard !offers.isEmpty else { throw .notFound }
        }
        guard let accept, accept != "*/*", accept != "application/json" || offers.first != .json else {
            return offers.first
        }
        guard let best = AcceptHeader(accept).best(of: offers) else {
            throw RequestError(406, "Could not satisfy the request Accept header.")
        }
        return best
    }
}
