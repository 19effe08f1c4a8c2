import Alerting
import Testing

/// `.` well, `x` out of bounds, `o` neither, `-` too few answers, `l` learning.
private func run(_ periods: String, _ machine: AlertMachine) -> (states: String, events: String) {
    var machine = machine
    var (states, events) = ("", "")
    for period in periods {
        let event: AlertMachine.Event? =
            switch period {
            case "l": machine.advance(.learning(have: 1, need: 2))
            case "-": machine.advance(.tooFew)
            default: machine.advance(.judged(isOut: period == "x", isClear: period == "."))
            }
        let letters: [AlertState: String] = [
            .learning: "l", .normal: "n", .pending: "p", .firing: "F", .recovering: "r", .noData: "0", .error: "e",
        ]
        states += letters[machine.state] ?? "?"
        events += event == .fired ? "!" : event == .resolved ? "v" : " "
    }
    return (states, events)
}

@Suite struct AlertMachineTests {
    @Test(arguments: [
        ("ll...", "llnnn", "     "),
        ("..x..", "nnFrn", "  ! v"),
        ("..xox.x..", "nnFFFrFrn", "  !     v"),
        ("x--------", "FFFFFFFFF", "!        "),
        ("x.-.", "Frrn", "!  v"),
        (".--.", "nn0n", "    "),
        ("l--l", "ll0l", "    "),
        ("x..x", "FrnF", "! v!"),
    ])
    func `periods lead from state to state`(periods: String, states: String, events: String) {
        let result = run(periods, AlertMachine())
        #expect(result.states == states)
        #expect(result.events == events)
    }

    @Test(arguments: [
        (2, 2, "x.xx", "pppF", "   !"),
        (2, 3, "x.x.", "ppFr", "  ! "),
        (2, 3, "x..x.x", "pppppF", "     !"),
        (3, 3, "xx.xxx", "pppppF", "     !"),
    ])
    func `so many bad periods of so many fire`(needed: Int, of: Int, periods: String, states: String, events: String) {
        let result = run(periods, AlertMachine(persistence: Persistence(needed: needed, of: of)))
        #expect(result.states == states)
        #expect(result.events == events)
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `a resolution always follows a firing, never another`(seed: UInt64) {
        var random = SplitMix(seed)
        let periods = String((0..<200).map { _ in "..xo-".randomElement(using: &random)! })
        let events = run(periods, AlertMachine(persistence: Persistence(needed: 1, of: 2))).events.filter { $0 != " " }
        #expect(zip(events, events.dropFirst()).allSatisfy { $0 != $1 })
        #expect(events.first != "v")
    }

    @Test func `flapping around the limit stays one incident`() {
        let events = run("x" + String(repeating: ".x", count: 50), AlertMachine()).events
        #expect(events.filter { $0 == "!" }.count == 1)
        #expect(!events.contains("v"))
    }
}
