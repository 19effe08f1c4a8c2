import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request is not read and answered in time, however slowly its bytes drip.
///
/// The idle time-out alone is fed by a single byte now and then, from a sender or to a reader.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limit: TimeAmount
    private var isReading = false
    private var unanswered = 0
    private var deadline: Scheduled<Void>?

    init(_ limit: TimeAmount) { self.limit = limit }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            unanswered += 1
            if deadline == nil { start(context) }
        case .body: break
        case .end:
            isReading = false
            stopWhenDone()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        // Answered means that the last byte has left, not that it was handed over.
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { _ in self.answered(context) }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    private func answered(_ context: ChannelHandlerContext) {
        unanswered -= 1
        guard unanswered > 0, deadline != nil else { return stopWhenDone() }
        // The next of several sent at once: its time starts now.
        cancel()
        start(context)
    }

    private func start(_ context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { context.close(promise: nil) }
    }

    private func stopWhenDone() {
        if !isReading && unanswered <= 0 { cancel() }
    }

    private func cancel() {
        deadline?.cancel()
        deadline = nil
    }
}

@available(*, unavailable)
extension RequestDeadline: Sendable {}
