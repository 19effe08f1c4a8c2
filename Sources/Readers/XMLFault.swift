/// Sentences for what libxml2 finds wrong. Its own messages quote the document, so they are never shown.
enum XMLFault {
    static func error(code: Int, line: Int, column: Int) -> ReaderError {
        let (en, fr) = sentence(code)
        return ReaderError(.invalid, en: en, fr: fr, line: line, column: max(column, 0))
    }

    private static func sentence(_ code: Int) -> (en: String, fr: String) {
        switch code {
        case 4: ("the XML is empty", "le XML est vide")
        case 5, 77: ("the XML stops inside an element", "le XML s'arrête au milieu d'un élément")
        case 76: ("an end tag does not match its start tag", "une balise de fin ne correspond pas à sa balise de début")
        case 23, 68: ("an '&' or a '<' is not written as XML asks", "un « & » ou un « < » n'est pas écrit comme en XML")
        case 26: ("an entity is used that XML does not know", "une entité inconnue de XML est utilisée")
        case 9: ("a character is not allowed in XML", "un caractère n'est pas permis en XML")
        case 38, 39, 41, 42: ("an attribute is not well formed", "un attribut est mal formé")
        case 201...206: ("a namespace prefix is not declared", "un préfixe d'espace de noms n'est pas déclaré")
        default: ("the XML is not well formed (code \(code))", "le XML est mal formé (code \(code))")
        }
    }
}
