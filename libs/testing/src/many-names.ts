/** Given and family names as people write them, by script; combined they make 300 full names. */
const scripts: readonly (readonly [given: string, family: string, separator: string])[] = [
  ['Ana Zoë Łukasz Søren Émilie', 'López Ångström Nguyễn', ' '],
  ["D'Arcy Jean-Luc Mária Ægir Þóra", "O'Neill Ó’Brien Smith-Jones", ' '],
  ['İpek Işıl Çağlar Şule Gülşen', 'Öztürk Yılmaz Ağaoğlu', ' '],
  ['Алёна Игорь Зоя Юрий Йосип', 'Ёлкина Щукин Їжакевич', ' '],
  ['Ελένη Ιάσων Χλόη Οδυσσεύς Άννα', 'Παπαδόπουλος Ψαρρός Ρήγας', ' '],
  ['მარიამ გიორგი ნინო ლევან თამარ', 'ბერიძე კაპანაძე მაისურაძე', ' '],
  ['Անի Դավիթ Գոհար Տիգրան Եվա', 'Պետրոսյան Սարգսյան Հակոբյան', ' '],
  ['أحمد فاطمة يوسف مُحَمَّد ليلى', 'الحسيني إبراهيم المصري', ' '],
  ['دنیا پرویز چنگیز ژاله گلناز', 'کریمی یزدی پارسا', ' '],
  ['דָּוִד נֹעַם מרים יעל שרה', 'כהן לוי פרץ', ' '],
  ['किरण अनिता राजेश श्रेया ऋषि', 'शर्मा गुप्ता चौहान', ' '],
  ['রহিম অনন্যা শ্রাবণী তানভীর মিতা', 'চৌধুরী সেন খাতুন', ' '],
  ['கார்த்திக் மீனா அருண் லக்ஷ்மி செல்வி', 'முருகன் சுந்தரம் நாராயணன்', ' '],
  ['สมชาย อรุณี ปิยะ มาลี ธนา', 'ใจดี ศรีสุข ทองคำ', ' '],
  ['သီရိ မောင် အေးမြ ခင် ဇော်', 'ဝင်း လှိုင် ထွန်း', ' '],
  ['伟 芳 小明 雨桐 𠮷', '王 欧阳 㐂', ''],
  ['さくら 健太 花子 ジュン 翔', '田中 鈴木 渡邊', ''],
  ['민수 지은 하늘 서연 준', '김 이 남궁', ''],
  ['አበበ ሰላም ትዕግስት ዮሐንስ ሃና', 'ከበደ ተስፋዬ መንግሥቱ', ' '],
  ['ᏩᏯ ᎠᏂ ᏎᏉᏯ 😀 Ａｎａ', 'ᏣᎳᎩ 𐐀𐐁 ﬁsher', ' '],
];

/** 300 full names in twenty scripts: 5 given names × 3 family names each. */
export const manyNames: readonly string[] = scripts.flatMap(([given, family, separator]) =>
  given
    .split(' ')
    .flatMap((first) =>
      family.split(' ').map((last) => (separator === '' ? `${last}${first}` : `${first}${separator}${last}`)),
    ),
);
