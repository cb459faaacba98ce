/** Names by where families come from; each list is separated by blanks, `_` stands for a blank inside a name. */
export interface NameList {
  first: string[];
  last: string[];
}

const list = (first: string, last: string): NameList => ({ first: words(first), last: words(last) });
const words = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/_/g, ' '));

export const NAMES = {
  german: list(
    'Anna Lena Sophie Marie Hannah Clara Johanna Katrin Ulrike Franziska Greta Frieda Lukas Jonas Felix Paul Moritz Jürgen Stefan Matthias Henrik Emil Anton Björn',
    'Müller Schmidt Fischer Weber Wagner Becker Hoffmann Schäfer Koch Richter Klein Wolf Schröder Neumann Zimmermann Krüger Lange Köhler Vogt Brandt Seidel Lindner',
  ),
  turkish: list(
    'Elif Zeynep Ayşe Merve Esra Deniz Selin Emine Mehmet Emre Can Burak Cem Ömer Yusuf Kerem',
    'Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Arslan Doğan Kılıç Aslan Koç Kurt Özdemir',
  ),
  polish: list(
    'Agnieszka Katarzyna Magdalena Ewa Zofia Małgorzata Hanna Łukasz Piotr Tomasz Paweł Jakub Michał Wojciech',
    'Nowak Mazur Wójcik Woźniak Krawczyk Kaczmarek Pawlak Zając Wróbel Stępień Sikora Duda',
  ),
  arabic: list(
    'Layla Amina Nour Yasmin Rania Salma Huda Omar Karim Samir Hassan Tarek Bilal Ziad',
    'Haddad Khoury Mansour Nasser Saleh Al-Masri Darwish Qasim Rahman El_Amrani Benali Farouk',
  ),
  french: list(
    'Camille Léa Chloé Manon Inès Élodie Margaux Hélène Lucas Hugo Théo Antoine Julien Rémi Benoît François',
    'Martin Bernard Dubois Petit Lefèvre Moreau Girard Roux Fournier Lambert Bonnet Mercier Chevalier Gauthier',
  ),
  italian: list(
    'Giulia Chiara Francesca Martina Elena Alessia Sofia Marco Luca Matteo Alessandro Davide Giorgio Paolo',
    'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Conti De_Luca Costa Gallo',
  ),
  spanish: list(
    'Lucía María Carmen Paula Sara Ainhoa Irene Rocío Alejandro Pablo Javier Diego Íñigo Álvaro Sergio Andrés',
    'García Fernández López Martínez Sánchez Pérez Gómez Ruiz Díaz Moreno Muñoz Álvarez Romero Navarro',
  ),
  dutch: list(
    'Sanne Femke Lotte Anouk Eva Fleur Roos Daan Sem Bram Thijs Jeroen Pieter Ruben',
    'de_Vries Jansen van_den_Berg Bakker Visser Smit Meijer Mulder de_Boer Bos Vos Peters Hendriks van_Dijk',
  ),
  british: list(
    'Emily Charlotte Olivia Grace Imogen Freya Siobhán Aoife Oliver Harry George Callum Rhys Ewan Declan Owen',
    'Smith Jones Taylor Evans Thomas Roberts Walker Wright Hughes Edwards Campbell O’Connor MacLeod Bennett',
  ),
  nordic: list(
    'Astrid Freja Ingrid Sigrid Maja Linnea Åsa Saga Lars Erik Mikkel Søren Nils Håkon Oskar Aksel',
    'Hansen Johansson Nielsen Andersson Larsen Lindström Berg Sørensen Nyström Møller Dahl Holm Virtanen Korhonen',
  ),
  slavic: list(
    'Olena Oksana Iryna Daria Natalia Jelena Petra Vesna Andrij Dmytro Ivan Zoran Marek Milan',
    'Shevchenko Bondarenko Kovalenko Melnyk Tkachuk Moroz Horvat Kovač Petrović Jovanović Marić Babić',
  ),
  vietnamese: list(
    'Linh Thảo Mai Hương Ngọc Lan Minh Anh Tuấn Huy Khoa Phong',
    'Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ',
  ),
  chinese: list(
    'Mei Xiaoling Yan Jing Li Hui Wei Jun Hao Zhiyuan Ming Bo',
    'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Lin',
  ),
  japanese: list(
    'Yuki Sakura Haruka Emi Naoko Aya Kenji Takashi Hiroshi Daiki Ren Sho',
    'Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Mori',
  ),
  korean: list(
    'Ji-woo Seo-yeon Min-ji Ha-eun Soo-jin Yuna Min-jun Ji-ho Hyun-woo Dong-hyun',
    'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim',
  ),
  indian: list(
    'Ananya Priya Kavya Meera Divya Sunita Asha Arjun Rohan Vikram Rahul Sanjay Amit Kiran',
    'Sharma Patel Singh Gupta Iyer Reddy Nair Mehta Kapoor Das Banerjee Rao',
  ),
  westAfrican: list(
    'Amara Adaeze Abena Akosua Fatou Ngozi Yetunde Kwame Kofi Chidi Emeka Mamadou Tunde Sekou',
    'Okafor Mensah Diallo Traoré Adeyemi Owusu Boateng Eze Nwosu Keïta Sow Asante',
  ),
  lusophone: list(
    'Beatriz Mariana Inês Joana Larissa Catarina João Tiago Rafael Thiago Duarte Gonçalo',
    'Silva Santos Ferreira Oliveira Costa Carvalho Araújo Rodrigues Almeida Gonçalves Conceição',
  ),
  greek: list(
    'Eleni Maria Sofia Katerina Ioanna Despina Giorgos Nikos Dimitris Kostas Yannis Alexandros',
    'Georgiou Ioannou Antoniou Nikolaou Dimitriou Christou Vasileiou Alexiou',
  ),
} as const satisfies Record<string, NameList>;

export type Origin = keyof typeof NAMES;
