/// Nothing arrived in a period. It is over with the first item.
struct SilenceDetector: AlertDetector {
    init(_ rule: AlertRule) {}

    var baseline: ClosedRange<Int>? { nil }

    mutating func read(_ index: Int, of series: AlertSeries, state: AlertState) -> AlertReading {
        let isEmpty = series[index].items == 0
        var reading = AlertReading(series[index], .judged(isOut: isEmpty, isClear: !isEmpty), countsItems: true)
        (reading.value, reading.limit, reading.clearing) = (Double(series[index].items), 0, 1)
        return reading
    }

    mutating func restart(after index: Int, onset: Int, of series: AlertSeries) {}
}
