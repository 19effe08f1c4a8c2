import HTTPTypes
import Hummingbird

extension Response {
    static func json(_ bytes: [UInt8]) -> Response { response(bytes, type: "application/json; charset=utf-8") }
    static func html(_ bytes: [UInt8]) -> Response { response(bytes, type: "text/html; charset=utf-8") }
    static func text(_ text: String) -> Response { response(Array(text.utf8), type: "text/plain; charset=utf-8") }

    private static func response(_ bytes: [UInt8], type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
