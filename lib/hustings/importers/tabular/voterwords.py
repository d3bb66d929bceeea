"""The words for what we never read, in the large languages of India: see `forbidden`.

Words with a backslash or bracket are patterns. A count of voters is no voter's identity, and a
seat's reservation nobody's caste: some words count only beside others, or not beside others.
"""

# fmt: off
EPIC = (
    r"\bepic(?: ?(?:no|num|number|id|card)\b|\b(?! (?:fail|poster|event|speech|video|post|reel)))",
    "ईपिक", "एपिक", "इपिक", "ऐपिक", "ई पिक", "ईपीआईसी", "এপিক", "એપિક", "ਐਪਿਕ", "ଏପିକ", "ଏପିକ୍",
    "எபிக்", "ఎపిక్", "ಎಪಿಕ್", "എപിക്", "ایپک", "ای پک",
)
VOTER_ID = (  # English, and the ways in which a voter is named or found on the roll
    r"\bvoters? ?(?:s )?(?:i ?ds?\b|cards?\b|ident|epic\b|name\b|address\b|phone\b|mobile\b)",
    r"\bvoters? ?(?:s )?(?:(?:list|roll) )?(?:serial\b|(?:serial|sr|sl|s) ?(?:no\b|num))",
    r"^ ?v id(?: (?:no|num|number|card))?(?: optional)? ?$", r"\bvoters? (?:s )?photo\b",
    r"\bvoting card\b", r"\belections?(?: commission)? id\b", r"\bvakk?alar (?:attai|adaiyala)",
    r"\bvoters? ?(?:s )?(?:no|number)\b", r"\bvoter ka (?:id|card|naam|number)\b",
    r"\bname of (?:the )?(?:voter|elector)\b",
    r"\b(?:voter|elector)(?: s)? (?:details?|age|dob|gender|father|husband|relation|house)\b",
    r"(?:मतदाता|वोटर) (?:(?:का|की|के) )?(?:विवरण|आयु|उम्र|पता|मोबाइल|पिता|पति|लिंग)(?![\u0900-\u097f])",
    r"\belector\w* (?:s )?(?:photo\b|id\b|ident|card|roll (?:no|serial)|name\b|no\b|number\b)",
    r"\b(?:serial|roll|sl|sr|s) ?(?:no|number)? (?:in|on|of) (?:the )?(?:voter|elector)",
    r"\b(?:serial|sl|sr) (?:no |number )?(?:in|on|of) (?:the )?roll\b",
    r"\bpart (?:no|number)\b.*\bserial\b",
    r"\bpart(?: ?/ ?| )(?:serial|sl|sr)\b", "मतदान पत्रिका",
    r"भाग (?:संख्या|क्रमांक|नं).*क्रम",
    r"सूची में क्रम(?!ब)", "सूची क्रमांक", "यादी क्रमांक",
    "सचित्र पहचान", "সচিত্র পরিচয়", "मतदाता का नाम",
    "मतदाता नाम", "वोटर का नाम", "मतदाराचे नाव", "ভোটারের নাম", "વોટરનું નામ", "મતદારનું નામ",
    "வாக்காளர் பெயர்", "ఓటరు పేరు", "ಮತದಾರರ ಹೆಸರು", "ਵੋਟਰ ਦਾ ਨਾਮ", "ଭୋଟରଙ୍କ ନାମ", "ووٹر کا نام",
)
VOTER = (
    "मतदाता", "वोटर", "मतदार",  # Hindi, Marathi
    "ভোটার", "নির্বাচক",  # Bengali, Assamese
    "મતદાર", "વોટર", "ਵੋਟਰ", "ਮਤਦਾਤਾ", "ଭୋଟର", "ମତଦାତା",  # Gujarati, Punjabi, Odia
    "வாக்காளர்", "வோட்டர்", "ఓటర", "ఓటరు", "వోటర", "ಮತದಾರ", "ವೋಟರ್",  # Tamil, Telugu, Kannada
    "വോട്ടർ", "വോട്ടര്", "വോട്ടേഴ്സ്", "സമ്മതിദായക", "ووٹر", "رائے دہندہ",  # Malayalam, Urdu
    r"\bmat ?daa?taa?\b", r"\bmatdar\b", r"\bvotar\b", r"\bvoter\b",
)
CARD = (
    "पहचान", "पहिचान", "परिचय", "कार्ड", "ओळख", "वळख",
    "কার্ড", "পরিচয়", "કાર્ડ", "ઓળખ", "ਕਾਰਡ", "ਪਛਾਣ", "ਸ਼ਨਾਖ਼ਤੀ",
    "କାର୍ଡ", "ପରିଚୟ", "அட்டை", "அடையாள", "కార్డు", "కార్డ్", "గుర్తింపు", "ಚೀಟಿ", "ಗುರುತಿನ", "ಕಾರ್ಡ್",
    "കാർഡ്", "കാര്‍ഡ്", "തിരിച്ചറിയ", "کارڈ", "شناخت", r"\bpehchan", r"\bpahchan", r"\bpehchaan",
    r"\bparichay", r"\bolakh", r"\bcards?\b", r"\bphoto id", r"\bidentity",
)
IDENTITY = (
    *CARD,
    "क्रमांक", "आईडी", "आइडी", "आई डी", "आयडी", "नंबर", "नम्बर", "संख्या पत्र",
    "আইডি", "আই ডি", "নম্বর", "ক্রমিক", r"নং(?![\u0980-\u09ff])", "આઈડી", "નંબર", "ક્રમાંક",
    "ਆਈਡੀ", "ਆਈ ਡੀ", "ਨੰਬਰ", "ଆଇଡି", "ଆଇ ଡି", "ନମ୍ବର", "ஐடி", r"எண்(?![\u0b80-\u0bff])",
    "ఐడి", "ఐడీ", "ఐ డి", "నెంబర్", "నంబర్", "ಐಡಿ", "ಐ ಡಿ", "ಪಟ್ಟಿ ಸಂಖ್ಯೆ", "ಕ್ರಮ ಸಂಖ್ಯೆ",
    "ഐഡി", "ഐ ഡി", "നമ്പർ", "آئی ڈی", "نمبر",
    r"\bkramank", r"\bsankhya patra", r"\bi ?d\b", r"\baa?idi\b", r"\bnumber\b",
    r"(?<!yes)(?<!yes[ /])(?<!yes or )(?<!yes / )\bno\b",
)
ELECTION = (  # beside a word for a card only: constituencies have numbers too
    "चुनाव", "निर्वाचन", "निर्वाचक", "मतदान", "निवडणूक", "নির্বাচন", "ચૂંટણી", "ਚੋਣ", "ନିର୍ବାଚନ",
    "தேர்தல்", "ఎన్నిక", "ಚುನಾವಣಾ", "തിരഞ്ഞെടുപ്പ്", "انتخابی", r"\bchunaa?v", r"\bnirvacha[nk]",
    r"\belections?\b",
)

AADHAAR = (
    r"\ba+d+h+a*r(?= ?(?:card|no|num|id)|\b)", r"\baadahr\b", r"\bada+ha*r\b", r"\buidai\b",
    r"\buid (?:no|number|card)\b", "यूआईडी", "यूआईडीएआई",
    "आधार", "आधारकार्ड", "अधार कार्ड", "अधार नंबर", "अधार संख्या", "আধার", "আধারকার্ড", "આધાર",
    "આધારકાર્ડ", "ਆਧਾਰ", "ଆଧାର", "ஆதார்", "ఆధార్", "ఆదార్", "ಆಧಾರ್", "ಆಧಾರ ಸಂಖ್ಯೆ", "ಆಧಾರ ಕಾರ್ಡ್",
    "ആധാർ", "ആധാര്‍", "ആധാര്", "آدھار", "ادھار نمبر", "ادھار کارڈ",
)
ON_THE_BASIS = (  # or a camp where people get one
    "आधार पर", "आधार वर्ष", "आधार बिंदु", "आधार शिविर", "आधार कैंप", "आधार केंद्र",
    r"\ba+d+ha+r (?:par|pe|per|varsh|camps?|shivir|kendra|cent(?:er|re)s?)\b",
)

CASTE = (
    r"\b(?:sub ?)?castes?(?:name|code)?\b", r"\bzaa?t\b", r"\bkul ?/ ?gotr", r"\bnon st\b",
    r"\b(?:kis|kaun ?sa) samaa?j\b", r"\b(?:up ?)?jaa?th?i\b",
    r"\bjaa?t\b", r"\bbira+d[ae]?ri\b",
    r"\b(?:kaum|quom|qaum)\b", r"\bkulam\b(?! pur)",
    r"\bsc ?[/&,]? ?st\b", r"\b(?:obc|ebc|mbc)\b", r"\bscheduled (?:caste|tribe)",
    r"\b(?:social|caste|reservation) (?:categor|group)", r"\bcommunity certificate",
    r"\bethnic(?:ity| group)\b", r"\b(?:gotra?|tribe|samaj) (?:ka )?na(?:me?|am)\b",
    r"\bsamajik (?:varg|shreni)\b",
    "जाति", "उपजाति", "जाती", "जातीचा", "जातीचे", "जातीची", "जात", "पोटजात", "जातिगत", "जनजाति",
    "बिरादरी", "गोत्र", "वर्ण", "कौम", "कास्ट", "एससी", "एसटी", "ओबीसी", "अजा", "अजजा",
    "पिछड़ा वर्ग", "सामाजिक वर्ग", "सामाजिक श्रेणी", "समाज का नाम",
    "किस समाज", "कौन सा समाज", "कौनसा समाज", "आदिवासी समुदाय",
    "জাতি", "জাত", "জাতপাত", "জাতিগত", "জাতির", "উপজাতি", "জনজাতি", "জ্ঞাতি", "বর্ণ", "গোত্র", "বিরাদরি",
    "જાતિ", "જાતી", "જ્ઞાતિ", "જ્ઞાતિનું", "જાતિનું", "પેટાજ્ઞાતિ", "ਜਾਤ", "ਜਾਤੀ", "ਜਾਤਿ", "ਉਪਜਾਤੀ",
    "ਬਰਾਦਰੀ", "ਗੋਤ", "ଜାତି", "ଜାତିର", "ଜାତିଗତ", "ଉପଜାତି", "சாதி", "ஜாதி",
    "சாதியின்", "ஜாதியின்", "சாதிப்", "சாதிச்", "ஜாதிப்", "ஜாதிச்", "உட்சாதி", "உட்ஜாதி",
    "కులం", "కులము", "కుల", "ఉపకులం", "సామాజిక వర్గం",
    "సామాజిక వర్గము", "క్యాస్ట్", "ಜಾತಿ", "ಜಾತಿಯ", "ಉಪಜಾತಿ", "ಕುಲ",
    "ജാതി", "ജാതിയുടെ", "ഉപജാതി", "ذات", "برادری", "قوم",
)
CASTE_ALONE = (r"(?:gotra?|varnas?|tribes?|samaa?j)", "समाज", "সমাজ", "સમાજ", "ਸਮਾਜ", "ସମାଜ")
RELIGION = (
    r"\breli?gi?ons?\b",
    r"\breligious (?:group|community|identity|belief|faith|minorit|affiliat)",
    r"\bfaith\b", r"\bdhara?ma?\b", r"\bma[jz]a?hab\b", r"\bminorit(?:y|ies)\b(?! of)", r"\bsect\b",
    r"\bpanth\b", r"\bsampraday\b", r"\bmatham\b", r"\bhindu\b.*\bmuslim\b",
    r"\b(?:hindu|muslim|christian|sarna) (?:y/n|yes/no|or not|/ ?others?)\b",
    r"(?:हिन्दू|हिंदू|मुस्लिम|सरना|ईसाई) ?/ ?(?:अन्य|नहीं|हिन्दू|हिंदू|मुस्लिम|सरना|ईसाई|सिख)",
    r"^ ?(?:(?:is|are you) (?:an? )?)?(?:hindu|muslim|christian|sikh|sarna) ?$",
    "धर्म", "धर्माचे", "धर्माचा", "मजहब", "पंथ", "संप्रदाय", "सम्प्रदाय", "अल्पसंख्यक", "रिलीजन",
    r"(?:हिन्दू|हिंदू).*मुस्लिम", "ধর্ম", "ধর্মের", "ধর্মর",
    "ধর্মীয়", "ধর্মাবলম্বী", "মজহব", "সম্প্রদায়",
    "ધર્મ", "ધર્મનું", "ધર્મનો", "સંપ્રદાય", "મજહબ",
    "ମଜହବ", "ਧਰਮ", "ਮਜ਼ਹਬ", "ଧର୍ମ", "ଧର୍ମର", "ସମ୍ପ୍ରଦାୟ",
    "மதம்", "மதத்தின்", "మతం", "మతము", "మత వర్గం", "ಧರ್ಮ", "ಧರ್ಮದ", "മതം", "മതത്തിന്റെ", "മതവിഭാഗം",
    "مذہب", "مذهب", "مسلک", "فرقہ", "دھرم",
)
NO_PERSONS = (  # a wing of the party, a seat, or what a speech was about
    r"\bcaste census\b", "जनगणना",
    r"\bmorcha", r"\bwing\b", r"\bcell\b", r"\bseats?\b", r"\bconstituenc", r"\b(?:ac|pc) type\b",
    "मोर्चा", "मोर्चे", "प्रकोष्ठ", "सीट",
)

INTENTION = (
    r"\bvot(?:e|ers?|ing) ?(?:intent|intention|preference|choice|lean\w*|for)\b",
    r"\bintended vote\b", r"^ ?likely voter\b ?$",
    r"\bvoter (?:inclination|tendency|mood|support|sentiment|type)\b",
    r"\bwill (?:you |they |he |she )?vote\b", r"\blikely (?:to )?vote\b",
    r"\bvot(?:e|ed|es|ing) (?:for|to)\b", r"\bint(?:end|ends|ending|ention) to vote\b",
    r"\bwould (?:you|they|he|she) vote\b", r"\bparty voted\b", r"\bvoted? last time\b",
    r"\b(?:who|whom|which party|which candidate)\b.*\bvot(?:e|ed|ing)\b",
    r"\b(?:who|whom|which party|which candidate) (?:do|does|did|will) \w+ support\b",
    r"\b(?:party|political) (?:preference|leaning|inclination|affiliation)\b",
    r"\bpolitical views?\b",
    r"\b(?:party|political) support\b(?! (?:request|need|given|receiv|requir|material))",
    r"\bparty supported\b", r"\bsupports? (?:which|our|whose) (?:party|candidate)\b",
    r"\bdid (?:they|you|he|she|the voter) vote\b", r"\bvoted in (?:19|20)\d\d\b",
    r"\b(?:preferred|favou?rite|pasandida) (?:party|candidate)\b",
    r"\bsupporters?\b.*\b(?:opponents?|neutral|undecided)\b", r"\bsupport (?:level|score)\b",
    r"\blean(?:s|ing|ings)? toward", r"\b(?:vote|party) pasand\b",
    r"\bvote (?:dega|degi|denge|doge|karega|karenge|karoge)\b",
    r"\bkis(?:ka|ki|ke) (?:voter|samarthak)", r"\bsamarthak ?/ ?virodhi", r"\bvoted? whom\b",
    r"\bkis (?:party|dal|neta|pratyashi) k[aeio] (?:pasand|samarth|support|vot)",
    r"\bsupport\b.*\bkis (?:party|dal|neta) ko\b", r"\bpakk?a voter ?/ ?kach",
    r"\bfavou?r ?/ ?against\b", r"\bswing voter ?$", r"^ ?pro ?/ ?anti\b",
    r"\bcandidate (?:preference|choice|supported)\b", r"\bparty of (?:your |their )?choice\b",
    r"किस (?:दल|पार्टी) की (?:ओर|तरफ).*(?:झुकाव|रुझान)",
    r"\b(?:vote|matdan) ka irada\b",
    r"(?:वोट|मत|मतदान) (?:देंगे|देगा|देगी|दोगे|करेंगे|करोगे)", "वोट का इरादा", "मतदान का इरादा",
    r"(?:किसका|किसको|किसे|किस को) समर्थन", r"समर्थन (?:किसका|किसको|किसे|किस को)(?![\u0900-\u097f])",
    "राजनीतिक झुकाव", "राजनीतिक रुझान", "किसके समर्थक", "किसका वोटर", r"समर्थक[ /]+विरोधी",
    "वोटिंग पसंद", "मतदान पसंद", "मतदान (?:का )?रुझान", "मतदानाचा कल", "राजकीय कल", "पसंतीचा पक्ष",
    "ভোট পছন্দ", "ভোট দেওয়ার ইচ্ছা", "ভোটের ইচ্ছা", "পছন্দের দল", "রাজনৈতিক ঝোঁক",
    "પસંદગીનો પક્ષ", "ਪਸੰਦੀਦਾ ਪਾਰਟੀ", "ପସନ୍ଦର ଦଳ",
    "விருப்பமான கட்சி", "ఇష్టమైన పార్టీ", "ಇಷ್ಟದ ಪಕ್ಷ", "ഇഷ്ടപ്പെട്ട പാർട്ടി", "پسندیدہ پارٹی",
)
WHOM = (
    "किसे", "किसको", "किस को", "किस पार्टी", "कौन सी पार्टी", "किस दल", "किस उम्मीदवार",
    "किस प्रत्याशी", "कोणाला", "कुणाला", "कोणत्या पक्ष", "কাকে", "কোন দল", "কাক", "কোন পার্টি",
    "કોને", "કયા પક્ષ", "કઈ પાર્ટી", "ਕਿਸਨੂੰ", "ਕਿਸ ਨੂੰ", "ਕਿਸ ਪਾਰਟੀ", "କାହାକୁ", "କେଉଁ ଦଳ",
    "யாருக்கு", "எந்த கட்சி", "எந்தக் கட்சி", "ఎవరికి",
    "ఏ పార్టీ", "ಯಾರಿಗೆ", "ಯಾವ ಪಕ್ಷ", "ആർക്ക്", "ആർക്കാണ്",
    "ആര്‍ക്ക്", "ഏത് പാർട്ടി", "کس کو", "کسے", "کس پارٹی", r"\bkis ?ko\b", r"\bkise\b",
    r"\bkis party\b", r"\bkaun ?si party\b", r"\bkis dal\b",
)
VOTE = (
    "वोट", "मतदान", "मत दे", "मत डाल", r"(?<![\u0900-\u097f])मत(?![\u0900-\u097f])", "ভোট", "મત",
    "વોટ", "ਵੋਟ", "ଭୋଟ", "ମତ", "வாக்கு", "வாக்களி", "ஓட்டு", "ఓటు", "ఓటే", "ಮತ", "ವೋಟ್", "ಓಟ್", "ಓಟು",
    "വോട്ട്", "ووٹ", r"\bvote?\b", r"\bmat\b",
)
PARTY = ("पार्टी", "दल", "उम्मीदवार", "प्रत्याशी")
LIKED = ("पसंद", r"किस (?:पार्टी|दल|उम्मीदवार|प्रत्याशी) (?:का|के|की|को) (?:समर्थ|पसंद)")
ELECTOR = ("मतदाता", "वोटर", r"\bvoter\b", r"\bmatdata\b")
LEANING = ("रुझान", "झुकाव", r"\brujh?aa?n\b", r"\bjhukaa?v\b")
# fmt: on
