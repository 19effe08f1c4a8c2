public import Feedback

/// What can go wrong with the store file, said so that the reader knows what to do.
public enum StoreError: Error, Hashable, Sendable {
    /// The file exists and is not a voc store.
    case notAStore(path: String)
    /// The store has a schema this version does not know.
    case otherVersion(path: String)
    case missing(path: String)
    case folderMissing(path: String)
    case notWritable(path: String)
    /// Another process held the store longer than the time-out.
    case locked(path: String)
    case diskFull(path: String)
    /// What was erased is gone from the tables, and still in the file while somebody reads it.
    case notWiped(path: String)
    case noSuchBatch(Int64)
    case batchNotUndoable(Int64, status: String)
    /// Later batches changed the same items: they have to be undone first.
    case batchChangedSince(Int64, by: [Int64])
    case noSuchItem(String)
    /// Which of an item's texts is meant has to be said.
    case noSuchText(Int64, count: Int)
    case failed(path: String, reason: String)

    public var what: Phrase {
        switch self {
        case .notAStore(let path):
            Phrase(en: "\(path): this file is not a voc store", fr: "\(path) : ce fichier n'est pas une base voc")
        case .otherVersion(let path):
            Phrase(
                en: "\(path): this store was written by another version of voc",
                fr: "\(path) : cette base a été écrite par une autre version de voc")
        case .missing(let path):
            Phrase(en: "\(path): there is no store here yet", fr: "\(path) : aucune base à cet endroit")
        case .folderMissing(let path):
            Phrase(en: "\(path): the folder does not exist", fr: "\(path) : le dossier n'existe pas")
        case .notWritable(let path):
            Phrase(
                en: "\(path): the folder or file cannot be written", fr: "\(path) : dossier ou fichier non modifiable")
        case .locked(let path):
            Phrase(
                en: "\(path): another process is writing to the store",
                fr: "\(path) : un autre processus écrit dans la base")
        case .diskFull(let path):
            Phrase(
                en: "\(path): the disk is full; nothing was half-written",
                fr: "\(path) : disque plein ; rien n'a été écrit à moitié")
        case .notWiped(let path):
            Phrase(
                en: "\(path): erased, but old pages stay in the file while another process reads it",
                fr: "\(path) : effacé, mais d'anciennes pages restent dans le fichier tant qu'un autre processus le lit"
            )
        case .noSuchBatch(let id):
            Phrase(en: "there is no batch \(id)", fr: "aucun lot \(id)")
        case .batchNotUndoable(let id, let status):
            Phrase(en: "batch \(id) is \(status)", fr: "le lot \(id) est dans l'état \(status)")
        case .batchChangedSince(let id, let later):
            Phrase(
                en: "batch \(id) was changed by later batches: \(list(later))",
                fr: "le lot \(id) a été modifié par des lots suivants : \(list(later))")
        case .noSuchItem(let id):
            Phrase(en: "there is no item '\(id)'", fr: "aucun retour « \(id) »")
        case .noSuchText(let id, let count):
            Phrase(
                en: count == 0 ? "item \(id) has no text" : "item \(id) has texts 1 to \(count)",
                fr: count == 0
                    ? "le retour \(id) n'a pas de texte" : "le retour \(id) a les textes 1 à \(count)")
        case .failed(let path, let reason):
            Phrase(en: "\(path): \(reason)", fr: "\(path) : \(reason)")
        }
    }

    public var fix: Phrase {
        switch self {
        case .notAStore: Phrase(en: "Name another file with --store", fr: "Indiquez un autre fichier avec --store")
        case .otherVersion:
            Phrase(
                en: "Use that version, or import the exports again into another store (--store)",
                fr: "Utilisez cette version, ou importez à nouveau les exports dans une autre base (--store)")
        case .missing:
            Phrase(
                en: "Import something first: voc import FILE, or name a store with --store",
                fr: "Importez d'abord : voc import FICHIER, ou indiquez une base avec --store")
        case .folderMissing:
            Phrase(
                en: "Create it, or name another store with --store",
                fr: "Créez-le, ou indiquez une autre base avec --store")
        case .notWritable:
            Phrase(
                en: "Change its permissions, or name another store with --store",
                fr: "Changez ses droits, ou indiquez une autre base avec --store")
        case .locked: Phrase(en: "Run the command again when it is done", fr: "Relancez la commande ensuite")
        case .diskFull:
            Phrase(
                en: "Free some space and run the same command again",
                fr: "Libérez de la place et relancez la même commande")
        case .notWiped:
            Phrase(
                en: "Stop that process (voc serve?), then: voc privacy wipe",
                fr: "Arrêtez ce processus (voc serve ?), puis : voc privacy wipe")
        case .noSuchBatch, .batchNotUndoable:
            Phrase(en: "See them with: voc batches", fr: "Voyez la liste : voc batches")
        case .batchChangedSince(_, let later):
            Phrase(
                en: "Undo those first: \(later.reversed().map { "voc undo \($0)" }.joined(separator: ", "))",
                fr: "Annulez-les d'abord : \(later.reversed().map { "voc undo \($0)" }.joined(separator: ", "))")
        case .noSuchItem:
            Phrase(
                en: "Give the id that voc search or voc top prints",
                fr: "Donnez l'identifiant affiché par voc search ou voc top")
        case .noSuchText:
            Phrase(en: "Say which one with --text", fr: "Dites lequel avec --text")
        case .failed:
            Phrase(
                en: "Check the disk and the file with: voc doctor", fr: "Vérifiez le disque et le fichier : voc doctor")
        }
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String { "\(what.en). \(fix.en)." }
}

private func list(_ ids: [Int64]) -> String { ids.map(String.init).joined(separator: ", ") }
