/// The two-letter code of a country an export names by its three letters.
enum CountryCode {
    /// `"fr"`, `"FR"` and `"FRA"` give `"FR"`; anything else `nil`.
    static func alpha2(_ code: String?) -> String? {
        guard let code else { return nil }
        let upper = code.uppercased()
        guard upper.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        return upper.utf8.count == 2 ? upper : byAlpha3[upper]
    }

    /// The code of a country that an export names in English, or by a code.
    static func named(_ name: String?) -> String? {
        guard let name = name?.trimmed else { return nil }
        return alpha2(name) ?? byName[name.lowercased()]
    }

    /// The countries that analytics tools see most, as they write them; others are left out rather than guessed.
    private static let byName: [String: String] = Dictionary(
        names.split(separator: ",").compactMap { entry in
            let parts = entry.split(separator: "=")
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }, uniquingKeysWith: { first, _ in first })

    /// - Source: ISO 3166-1, English short names and those of Unicode CLDR.
    private static let names = """
        france=FR,belgium=BE,switzerland=CH,luxembourg=LU,monaco=MC,canada=CA,united states=US,united states of america=US,\
        united kingdom=GB,ireland=IE,germany=DE,austria=AT,netherlands=NL,spain=ES,portugal=PT,italy=IT,greece=GR,\
        denmark=DK,sweden=SE,norway=NO,finland=FI,iceland=IS,poland=PL,czechia=CZ,czech republic=CZ,slovakia=SK,\
        slovenia=SI,hungary=HU,romania=RO,bulgaria=BG,croatia=HR,serbia=RS,ukraine=UA,russia=RU,turkey=TR,türkiye=TR,\
        estonia=EE,latvia=LV,lithuania=LT,cyprus=CY,malta=MT,morocco=MA,algeria=DZ,tunisia=TN,egypt=EG,senegal=SN,\
        côte d’ivoire=CI,côte d'ivoire=CI,ivory coast=CI,cameroon=CM,madagascar=MG,réunion=RE,guadeloupe=GP,martinique=MQ,\
        french guiana=GF,mayotte=YT,new caledonia=NC,french polynesia=PF,mauritius=MU,lebanon=LB,israel=IL,\
        united arab emirates=AE,saudi arabia=SA,qatar=QA,kuwait=KW,india=IN,pakistan=PK,bangladesh=BD,sri lanka=LK,\
        china=CN,hong kong=HK,taiwan=TW,japan=JP,south korea=KR,singapore=SG,malaysia=MY,thailand=TH,vietnam=VN,\
        indonesia=ID,philippines=PH,australia=AU,new zealand=NZ,south africa=ZA,nigeria=NG,kenya=KE,ghana=GH,\
        brazil=BR,argentina=AR,chile=CL,colombia=CO,peru=PE,mexico=MX,uruguay=UY,ecuador=EC,venezuela=VE
        """

    private static let byAlpha3: [String: String] = Dictionary(
        table.split(separator: " ").map { (String($0.prefix(3)), String($0.suffix(2))) },
        uniquingKeysWith: { first, _ in first })

    /// - Source: ISO 3166-1 (three letters, then two), and `XKX`, which app stores write for Kosovo.
    private static let table = """
        ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI \
        BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT \
        BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU \
        CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET \
        FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
        GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR \
        IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB \
        LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH \
        MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE \
        NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
        PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ \
        SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC \
        TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY \
        USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS XKXXK YEMYE ZAFZA ZMBZM ZWEZW
        """
}
