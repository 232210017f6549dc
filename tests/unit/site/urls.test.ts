import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { urls, urlsUnder } from "../../../src/site/urls.ts";

describe("addresses", () => {
  it("end with a slash and start at the root", () => {
    assert.equal(urls.root, "/");
    assert.equal(urls.course("behaviours"), "/courses/behaviours/");
    assert.equal(urls.chapter("processes"), "/chapters/processes/");
    assert.equal(urls.chapter("processes", "behaviours"), "/courses/behaviours/processes/");
    assert.equal(urls.deck("tour"), "/decks/tour/");
    assert.equal(urls.presenter("tour"), "/decks/tour/presenter/");
  });

  it("move under a base path, however it is written", () => {
    for (const base of ["/otp/", "/otp", "otp"]) {
      const under = urlsUnder(base);
      assert.equal(under.root, "/otp/");
      assert.equal(under.home(), "/otp/");
      assert.equal(under.doc("hosting"), "/otp/docs/hosting/");
      assert.equal(under.at("/feed.xml"), "/otp/feed.xml");
      assert.equal(under.image("courses/behaviours"), "/otp/social/courses/behaviours.png");
    }
  });

  it("take an author's link along, and leave all others alone", () => {
    const { link } = urlsUnder("/otp/");
    assert.equal(link("/courses/"), "/otp/courses/");
    assert.equal(link("#recap"), "#recap");
    assert.equal(link("https://www.erlang.org/"), "https://www.erlang.org/");
    assert.equal(link("//example.org/x"), "//example.org/x");
    assert.equal(link("samples/till.ts"), "samples/till.ts");
  });

  it("can be taken apart again", () => {
    const under = urlsUnder("/otp/");
    assert.equal(under.inside("/otp/courses/behaviours/"), "courses/behaviours/");
    assert.equal(under.inside("/otp/"), "");
    assert.equal(urlsUnder("/").inside("/courses/"), "courses/");
  });
});
