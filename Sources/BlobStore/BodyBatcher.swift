import NIOCore

/// Collects the chunks of a body into batches worth a visit to the thread pool, and counts them against the limit.
struct BodyBatcher {
    /// Bytes in a batch, unless a single chunk is larger. An upload holds two: one collected while one is written.
    static let batchSize = 256 * 1024

    /// What was collected since the last batch.
    private(set) var rest = ByteBuffer()
    private var received: Int64 = 0
    private let maximumBytes: Int64?

    init(maximumBytes: Int64?) {
        self.maximumBytes = maximumBytes
    }

    /// Takes a chunk and hands out the batch before it when there is no room for it.
    /// - Throws: `BlobError.tooLarge`.
    mutating func add(_ chunk: ByteBuffer) throws(BlobError) -> ByteBuffer? {
        received += Int64(chunk.readableBytes)
        if let maximumBytes, received > maximumBytes { throw .tooLarge(limit: maximumBytes) }
        if rest.readableBytes == 0 {
            rest = chunk
            return nil
        }
        if rest.readableBytes + chunk.readableBytes <= Self.batchSize {
            rest.writeImmutableBuffer(chunk)
            return nil
        }
        defer { rest = chunk }
        return rest
    }
}
