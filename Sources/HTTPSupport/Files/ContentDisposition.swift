/// Writes `Content-Disposition: attachment` with a file name of any characters (RFC 6266, RFC 8187).
enum ContentDisposition {
    static func attachment(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
        guard plain != name else { return "attachment; filename=\"\(plain)\"" }
        let encoded = PercentCoding.encode(name, keeping: PercentCoding.isUnreserved)
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }

    /// What every client reads the same inside quotes; a percent sign some decode, a backslash some keep.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value < 0x7f && !"\"\\%/".unicodeScalars.contains(scalar)
    }
}
