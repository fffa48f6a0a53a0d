/** What the bundler and newer browsers add. */

declare module "*.png" {
  const address: string;
  export default address;
}

declare module "*.css";

/** Whether the bundle can show the single events behind counts; the build sets it. */
declare var mapperDetails: boolean | undefined;

interface Window {
  /** The script that draws a base map of the user's own; only in maps that have one. */
  mapperArchive?: {
    addArchive(
      map: import("leaflet").Map,
      options: import("./map/types.js").ArchiveOptions,
    ): import("./map/types.js").ArchiveLayer | null;
  };
  /** Missing in Safari. */
  scheduler?: { postTask(task: () => void, options?: { priority: "user-blocking" }): Promise<void> };
}
