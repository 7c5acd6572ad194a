/** Where a name comes from, how many of a hundred people bear one, and its parts as `native` or `native=latin`, `_` for a space. */
export type NamePool = Readonly<{ country: string; weight: number; given: string; family: string }>;

const pool = (country: string, weight: number, given: string, family: string): NamePool => ({
  country,
  weight,
  given,
  family,
});

/** Names of people in Montréal, in their own script; none is a real person's on purpose. */
export const montrealPools: readonly NamePool[] = [
  pool(
    'Canada',
    22,
    'Élodie Anaïs François Mathéo Léa Océane Benoît Maxime Noémie Thaïs',
    'Tremblay Lavoie Gagné Bélanger Côté Pelletier Thériault Deschênes',
  ),
  pool('France', 6, 'Camille Hélène Rémi Gaël Maëlle Loïc', 'Dubois Lefèvre Garçon Müntz Chevalier'),
  pool(
    'United States',
    8,
    'Harper Mason Savannah Tyler Brooke Jalen',
    'Whitfield Caldwell Hendrix Okafor-Reed Sandoval',
  ),
  pool('United Kingdom', 5, 'Imogen Alistair Poppy Rhys Fiona', 'Ashworth MacLeod Pennington Llewellyn'),
  pool('Ireland', 3, 'Niamh Ciarán Saoirse Fionn', 'Ní_Bhriain Gallagher Ó_Súilleabháin Doyle'),
  pool('Mexico', 4, 'Ximena Iñaki Renata Andrés', 'Núñez Ibáñez Quiñones Rentería'),
  pool('Brazil', 4, 'Thaís João Antônia Vinícius', 'Magalhães Gonçalves Assunção Araújo'),
  pool('Spain', 3, 'Begoña Álvaro Itziar Íñigo', 'Muñoz Etxeberria Peña Iglesias'),
  pool('Portugal', 2, 'Inês Simão Conceição', 'Guimarães Brandão Simões'),
  pool('Germany', 4, 'Käthe Jörg Günther Annika', 'Weißmann Schäfer Köhler Vogel'),
  pool('Netherlands', 3, 'Fenna Thijs Anneloes', 'Hoekstra Dijkstra Visser'),
  pool('Denmark', 2, 'Astrid Søren Mæja', 'Kjærgaard Østergaard Holm'),
  pool('Norway', 2, 'Ragnhild Øystein Håkon', 'Bjørnstad Sæther Lægreid'),
  pool('Sweden', 2, 'Åsa Björn Märta', 'Sjöberg Ångström Lindqvist'),
  pool(
    'Iceland',
    2,
    'Þórdís=thordis Guðrún=gudrun Ævar=aevar',
    'Sigurðardóttir=sigurdardottir Þorsteinsson=thorsteinsson',
  ),
  pool('Poland', 3, 'Małgorzata Łukasz Grażyna', 'Wiśniewska Błaszczyk Żurawski'),
  pool('Czechia', 2, 'Jiří Žofie Ondřej', 'Dvořák Růžičková Šťastný'),
  pool('Hungary', 2, 'Zsófia Győző Ödön', 'Szűcs Kővári Nagy'),
  pool('Romania', 2, 'Ștefania Răzvan Ioniță', 'Țăranu Brâncuș Popa'),
  pool('Türkiye', 2, 'Çağla Şule Oğuz', 'Kılıç Öztürk Yıldırım'),
  pool('Greece', 2, 'Ελένη=eleni Γιώργος=giorgos Δήμητρα=dimitra', 'Παπαδάκης=papadakis Οικονόμου=oikonomou'),
  pool('Ukraine', 3, 'Олена=olena Тарас=taras Соломія=solomiia', 'Шевчук=shevchuk Кравець=kravets'),
  pool('Georgia', 2, 'ნინო=nino გიორგი=giorgi', 'ბერიძე=beridze ჩხეიძე=chkheidze'),
  pool('Armenia', 2, 'Անահիտ=anahit Տիգրան=tigran', 'Սարգսյան=sargsyan Հակոբյան=hakobyan'),
  pool('Israel', 2, 'נועה=noa איתי=itai שירה=shira', 'לוי=levi פרידמן=fridman'),
  pool('Egypt', 3, 'ياسمين=yasmin طارق=tarek هناء=hanaa', 'منصور=mansour الشافعي=elshafei'),
  pool('Iran', 3, 'پریسا=parisa کیان=kian', 'رستمی=rostami جلالی=jalali'),
  pool('Nigeria', 2, 'Adébáyò Ngọzi Ọlá', 'Adéwálé Ọkonkwọ Eze'),
  pool('Ethiopia', 2, 'ሰላም=selam ዳዊት=dawit', 'ተስፋዬ=tesfaye ገብረ=gebre'),
  pool('China', 6, '子涵=zihan 雨桐=yutong 浩然=haoran 思远=siyuan 静=jing', '陈=chen 欧阳=ouyang 赵=zhao 刘=liu'),
  pool('Japan', 4, '結衣=yui 蓮=ren 美咲=misaki', '渡邉=watanabe 斎藤=saito 髙橋=takahashi'),
  pool('Korea', 3, '서연=seoyeon 민준=minjun 지우=jiwoo', '김=kim 박=park 황보=hwangbo'),
  pool('Vietnam', 3, 'Thị_Ánh Minh Quỳnh', 'Phạm Lê Đặng'),
  pool('Thailand', 2, 'กนกวรรณ=kanokwan ธนา=thana', 'ศรีสุข=srisuk วงศ์ใหญ่=wongyai'),
  pool('Philippines', 2, 'Luningning Jejomar', 'Dimaculangan Peñaflor'),
  pool('Samoa', 1, 'Sina Malakai', 'Leʻaupepe Faʻasavalu'),
];

/** Names of people in Mumbai. */
export const mumbaiPools: readonly NamePool[] = [
  pool(
    'India',
    40,
    'Aditi Rohan Kavya Arjun Meera Vikram Ishaan Lakshmi Farhan Zoya Nikhil Divya',
    'Deshpande Iyer Kulkarni Banerjee Chaudhary D’Souza Shaikh Nair Patil Menon',
  ),
  pool('India', 12, 'प्रिया=priya राहुल=rahul अंजलि=anjali सुरेश=suresh', 'शर्मा=sharma जोशी=joshi वर्मा=varma'),
  pool('India', 6, 'கவிதா=kavitha முருகன்=murugan', 'சுப்பிரமணியன்=subramanian ராமன்=raman'),
  pool('Sri Lanka', 5, 'Dilini Nuwan Tharushi', 'Wickramasinghe Jayawardena Perera'),
  pool('Bangladesh', 4, 'তানিয়া=tania রাকিব=rakib', 'চৌধুরী=choudhury হোসেন=hossain'),
  pool('Nepal', 4, 'Sabina Bibek Asmita', 'Shrestha Gurung Tamang'),
  pool('Pakistan', 3, 'Ayesha Bilal', 'Qureshi Siddiqui'),
];
