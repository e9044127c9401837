import { post } from "./http";
import { Cart, Receipt } from "./types";

export class Checkout {
  private readonly key: string;

  constructor(private readonly cart: Cart) {
    this.key = crypto.randomUUID();
  }

  async submit(): Promise<Receipt> {
    const body = { items: this.cart.items, total: this.total() };
    return post("/payments", body, { idempotencyKey: this.key });
  }

  total(): number {
    return this.cart.items.reduce((sum, item) => sum + Math.round(item.price * 100), 0);
  }
}
