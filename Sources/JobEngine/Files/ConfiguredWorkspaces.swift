import JSONSupport
import JobModel

/// The workspaces that a stored configuration names.
struct ConfiguredWorkspaces {
    let fallback: String
    let outputs: [String: String]

    init(_ configuration: String) {
        let workspaces = (try? JSON.parse(configuration))?["output_workspaces"]
        fallback = workspaces?["default"]?.stringValue ?? ""
        outputs = (workspaces?["outputs"]?.objectValue ?? JSONObject()).reduce(into: [:]) { names, member in
            names[member.key] = member.value.stringValue
        }
    }
}

/// The day of a moment in UTC, by the civil calendar.
struct UTCDay {
    let path: String

    init(_ moment: Timestamp) {
        // Counts from the first of March of the year 0, so that the leap day is the last of its year.
        let days = Int64((Double(moment.rawValue) / 86_400_000_000).rounded(.down)) + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        path = "\(year)/\(Self.padded(month))/\(Self.padded(day))"
    }

    private static func padded(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
