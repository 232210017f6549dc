/** The two inline elements of the site. The content security policy allows them by their hashes. */

/** The order of the cascade layers. Inline, so that it is known before any chunk of CSS, in whatever order those load. */
export const headStyle = "@layer tokens,base,layout,components";

/**
 * The one inline script of the site. It runs before the first paint: it applies the chosen theme, and marks that
 * JavaScript is there, so that controls which need it can show.
 */
export const THEME_KEY = "beamish:theme";

export const headScript =
  `(r=>{r.classList.add("js");try{let t=localStorage.getItem("${THEME_KEY}");` +
  `if(t=="light"||t=="dark")r.dataset.theme=t}catch{}})(document.documentElement)`;
