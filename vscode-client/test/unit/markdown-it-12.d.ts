declare module "markdown-it-12" {
  export { default } from "markdown-it";
}
