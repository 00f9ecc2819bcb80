extension Array {
    /// A page of a list that is in memory already.
    package func part(_ offset: Int64, _ limit: Int64) -> [Element] {
        Array(dropFirst(Int(clamping: offset)).prefix(Int(clamping: limit)))
    }
}
