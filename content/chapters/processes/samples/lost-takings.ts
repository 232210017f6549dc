// Two people sell at one counter. Both write into the same object.
const till = { takings: 0 };

async function sell(seller: string, price: number) {
  const before = till.takings;
  await cardReader(); // while we wait, somebody else sells
  till.takings = before + price;
  console.log(`${seller} sells for ${price}, the till says ${till.takings}`);
}

async function cardReader() {
  return "paid";
}

await Promise.all([sell("Ada", 3), sell("Bob", 4), sell("Ada", 5)]);
console.log(`sold for 12, and the till holds ${till.takings}`);
