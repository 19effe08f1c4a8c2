internal import Readers

/// Where something stands, as editors and spreadsheets write it: `avis.csv:42:17`, `classeur.xlsx:Feuil1!C12`.
///
/// - Parameters:
///   - file: a sheet's file is followed by a colon and the name of the sheet.
///   - line: 1-based; 0 when the whole file is meant.
///   - column: 1-based; 0 when the whole line is meant.
public func placeName(file: String, line: Int, column: Int) -> String {
    guard line > 0 else { return file }
    guard isSheet(file) else { return column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)" }
    return "\(file)!\(column > 0 ? columnLetters(column) : "")\(line)"
}

/// Whether a name is that of a sheet. Names of sheets hold no colon.
private func isSheet(_ file: String) -> Bool {
    guard let colon = file.utf8.lastIndex(of: 0x3A) else { return false }
    let book = file[..<colon].lowercased()
    return [".xlsx", ".xlsm", ".xltx", ".ods", ".xls"].contains { book.hasSuffix($0) }
}
