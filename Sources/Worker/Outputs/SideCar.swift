import JSONSupport
import NIOCore

/// Files beside outputs that describe them: `<name>.metadata.json`, a GeoJSON Feature or a bare geometry (scale.md §7.5).
enum SideCar {
    /// A larger one is ignored.
    private static let limit = 1 << 20
    private static let geometries: Set<String> = [
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    ]

    /// - Returns: what is there for the given names. Anything that is no such document is ignored, as in Scale: the output
    ///   itself is good.
    static func read(for names: [String], in folder: String) -> [String: JSON] {
        names.reduce(into: [:]) { found, name in
            let path = "\(folder)/\(name).metadata.json"
            guard let bytes = try? FileChunk.read(path, from: 0, limit: limit), bytes.readableBytes > 0,
                bytes.readableBytes < limit, let json = try? JSON.parse(Array(bytes.readableBytesView)), isAccepted(json)
            else { return }
            found[name] = json
        }
    }

    private static func isAccepted(_ json: JSON) -> Bool {
        guard let type = json["type"]?.stringValue else { return false }
        guard type == "Feature" else { return geometries.contains(type) }
        return json.objectValue?["geometry"] != nil
    }
}
