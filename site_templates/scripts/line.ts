// The way to the worker and back.
import type { Answer, Ask, Known } from "./rows-worker";

export const FREE = 3_000_000; // bytes that one answer may cost before the reader is asked

export type Answered<K extends Answer["kind"]> = Extract<Answer, { kind: K }>;
export type Unsent = Ask extends infer One ? (One extends Ask ? Omit<One, "id" | "allowed"> : never) : never;

/** Sends one question at a time; what comes in the meantime is told to `meanwhile`. */
export class Line {
  private readonly worker = new Worker(new URL("./rows-worker.js", import.meta.url), { type: "module" });
  private id = 0;

  ask<K extends Answer["kind"]>(kind: K, question: Unsent, allowed = FREE, meanwhile?: (known: Known) => void): Promise<Answered<K>> {
    const id = ++this.id;
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.id !== id) return;
        if (data.kind === "known") meanwhile?.(data.known);
        else if (data.kind === kind) resolve(data as Answered<K>);
        else reject(new Error(data.kind === "failed" && !data.ranges ? "ranges" : "failed"));
      };
      this.worker.onerror = () => reject(new Error("failed"));
      this.worker.postMessage({ ...question, id, allowed });
    });
  }
}
