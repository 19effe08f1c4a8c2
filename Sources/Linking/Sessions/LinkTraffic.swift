/// How many page views there are by hour, and how many of each page: what chance alone would put before an answer.
struct LinkTraffic {
    private let ticksPerHour: Int32
    private var hours: [Double] = []
    private var endsByHour: [[Double]] = [[], []]
    private var pageViews: [Double]
    private var total = 0.0

    init(_ visits: LinkVisits, pageCount: Int, clock: LinkClock) {
        ticksPerHour = clock.ticks(seconds: 3600)
        pageViews = Array(repeating: 0, count: pageCount)
        for block in visits.blocks {
            for view in block.times.indices {
                count(&hours, block.times[view])
                pageViews[Int(block.pages[view])] += 1
            }
            for visit in block.ends.indices {
                count(&endsByHour[block.hasPurchase[visit] ? 1 : 0], block.ends[visit])
            }
        }
        total = max(1, hours.reduce(0, +))
        smooth()
        for flag in 0...1 { endsByHour[flag] = sums(endsByHour[flag]) }
    }

    private func count(_ table: inout [Double], _ time: Int32) {
        guard time >= 0 else { return }
        let hour = Int(time / ticksPerHour)
        if table.count <= hour { table.append(contentsOf: repeatElement(0, count: hour + 1 - table.count)) }
        table[hour] += 1
    }

    /// An hour with few views is judged with its neighbours; none counts as empty.
    private mutating func smooth() {
        guard !hours.isEmpty else { return }
        let least = 0.02 * total / Double(hours.count)
        let raw = hours
        for hour in raw.indices {
            let (before, after) = (raw[max(0, hour - 1)], raw[min(raw.count - 1, hour + 1)])
            hours[hour] = max(least, (before + 2 * raw[hour] + after) / 4)
        }
    }

    private func sums(_ table: [Double]) -> [Double] {
        var (sums, sum) = ([0.0], 0.0)
        for value in table {
            sum += value
            sums.append(sum)
        }
        return sums
    }

    /// Page views an hour, of all pages.
    func views(at time: Int32) -> Double {
        let hour = Int(max(0, time) / ticksPerHour)
        return hour < hours.count ? hours[hour] : hours.last ?? 1
    }

    /// Page views an hour, of one page.
    func views(of page: Int32, at time: Int32) -> Double { views(at: time) * max(0.5, pageViews[Int(page)]) / total }

    /// Visits that ended between two moments.
    func ends(from first: Int32, to last: Int32, withPurchase: Bool) -> Double {
        ends(until: last, withPurchase) - ends(until: first, withPurchase)
    }

    private func ends(until time: Int32, _ withPurchase: Bool) -> Double {
        let table = endsByHour[withPurchase ? 1 : 0]
        let hour = max(0, Double(time)) / Double(ticksPerHour)
        let index = min(Int(hour), table.count - 1)
        let next = min(index + 1, table.count - 1)
        return table[index] + (table[next] - table[index]) * min(1, hour - Double(index))
    }
}
