# title: when the producer ends
# pins: A permanent consumer ends with its producer's reason, a transient one unless that was a normal end, a temporary one never; those that live are told.
Code.require_file("../lib/h.exs", __DIR__)
# compiled GenStage, see record.sh
Code.append_path(System.get_env("GEN_STAGE_EBIN", "gen_stage_ebin"))

defmodule Source do
  use GenStage
  def init(_), do: {:producer, nil}
  def handle_demand(_, s), do: {:noreply, [], s}
end

defmodule Sink do
  use GenStage
  import H
  def init(_), do: {:consumer, nil}
  def handle_events(_, _, s), do: {:noreply, [], s}
  def handle_cancel(reason, _from, s), do: log(:cancel, reason) && {:noreply, [], s}
end

defmodule Main do
  import H

  def run do
    for mode <- [:permanent, :transient, :temporary], reason <- [:normal, :shutdown, :crash] do
      {:ok, p} = GenStage.start(Source, nil)
      {:ok, c} = GenStage.start(Sink, nil)
      {:ok, _} = GenStage.sync_subscribe(c, to: p, cancel: mode)
      m = mon(c)
      GenStage.stop(p, reason)
      t(f(mode) <> " " <> f(reason), wait(m, 30))
      t("told", List.last(logs(:cancel)))
    end
  end
end

H.go(Main)
