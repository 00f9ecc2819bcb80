import ArgumentParser

/// `30s`, `15m`, `12h`, `90d`.
struct DurationArgument: ExpressibleByArgument, Sendable, Hashable {
    let duration: Duration

    init(seconds: Int64) {
        duration = .seconds(seconds)
    }

    init?(argument: String) {
        let secondsOfUnit: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ secondsOfUnit[$0] }), let amount = Int64(argument.dropLast()), amount > 0,
            amount <= 1_000_000_000
        else { return nil }
        duration = .seconds(amount * unit)
    }

    /// In the largest unit that gives a whole number.
    var defaultValueDescription: String {
        let seconds = duration.components.seconds
        let units: [(String, Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60)]
        let (unit, length) = units.first { seconds % $0.1 == 0 } ?? ("s", 1)
        return "\(seconds / length)\(unit)"
    }
}

/// How long finished jobs are kept: a duration or `never`, which never removes them.
enum RetentionArgument: ExpressibleByArgument, Sendable, Hashable {
    case forEver
    case after(Duration)

    init?(argument: String) {
        if argument == "never" {
            self = .forEver
        } else if let duration = DurationArgument(argument: argument)?.duration {
            self = .after(duration)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .forEver: "never"
        case .after(let duration): DurationArgument(seconds: duration.components.seconds).defaultValueDescription
        }
    }
}
