import JSONSupport
import NIOCore

/// Descriptions of files as GeoJSON, which is how they are kept.
enum LegacyGeometry {
    /// A larger one is ignored, as a side-car would be.
    private static let limit = 1 << 20

    /// - Parameter metadata: `{"geo_json","data_started","data_ended"}`
    static func feature(_ metadata: JSON?) -> JSON? {
        guard let metadata, metadata.objectValue != nil else { return nil }
        return feature(metadata["geo_json"], started: metadata["data_started"], ended: metadata["data_ended"])
    }

    /// - Parameter entry: `{"gis_data_path","data_started","data_ended"}`, the path below the folder of the outputs.
    static func feature(old entry: JSON, _ place: OutputPlace) -> JSON? {
        let file = entry["gis_data_path"]?.stringValue.flatMap(place.ownPath)
        let bytes = file.flatMap { try? FileChunk.read("\(place.folder)/\($0)", from: 0, limit: limit) }
        let json = bytes.flatMap { $0.readableBytes < limit ? try? JSON.parse(Array($0.readableBytesView)) : nil }
        return feature(json, started: entry["data_started"], ended: entry["data_ended"])
    }

    private static func feature(_ json: JSON?, started: JSON?, ended: JSON?) -> JSON? {
        guard json != nil || started != nil || ended != nil else { return nil }
        let isFeature = json?["type"] == "Feature"
        var properties = isFeature ? json?["properties"]?.objectValue ?? JSONObject() : JSONObject()
        if let started { properties["dataStarted"] = started }
        if let ended { properties["dataEnded"] = ended }
        let given = isFeature ? json?["geometry"] : json
        let geometry = given.flatMap { $0.objectValue == nil ? nil : $0 } ?? .null
        return ["type": "Feature", "geometry": geometry, "properties": .object(properties)]
    }
}
