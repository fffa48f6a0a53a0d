/** What the bundler and newer browsers add. */

declare module "*.png" {
  const address: string;
  export default address;
}

declare module "*.css";

interface Window {
  /** Missing in Safari. */
  scheduler?: { postTask(task: () => void, options?: { priority: "user-blocking" }): Promise<void> };
}
