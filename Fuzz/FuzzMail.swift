import Readers

/// Mail on any bytes, as one message and as a mailbox.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMail(_ input: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    for isMailbox in [false, true] {
        unsafe agree(input, count) { bytes, source -> [String] in
            _ = MailHead(bytes)
            var reader = MailReader(source, isMailbox: isMailbox)
            var (texts, line) = ([String](), 0)
            while let message = try reader.next() {
                precondition(message.line > line, "messages go forward")
                line = message.line
                texts += [
                    message.header("subject") ?? "", message.mailbox("from")?.address ?? "", message.text, message.html,
                ]
            }
            return texts
        }
    }
    return 0
}
