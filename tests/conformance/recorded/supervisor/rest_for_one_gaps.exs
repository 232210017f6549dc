# title: rest_for_one with gaps
# pins: rest_for_one starts again what comes after the child that ended, in order, also what had been terminated by hand; a temporary sibling is forgotten.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    children = [Kid.spec(:a), Kid.spec(:b), Kid.spec(:c, restart: :temporary), Kid.spec(:d)]
    {:ok, sup} = Supervisor.start_link(children, strategy: :rest_for_one, max_restarts: 5)

    for {id, reason} <- [b: :crash, d: :normal, a: :shutdown] do
      old = boom(id, reason)
      fresh(id, old)
      t("children", kids(sup))
    end

    Supervisor.terminate_child(sup, :b)
    t("terminated", kids(sup))
    old = boom(:a, :crash)
    fresh(:a, old)
    t("children", kids(sup))
    Supervisor.stop(sup)
  end
end

H.go(Main)
