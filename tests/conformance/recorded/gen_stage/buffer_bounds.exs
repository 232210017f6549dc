# title: what a buffer keeps
# pins: A producer without consumers keeps the last buffer_size events or, if asked, the first; an async_info waits its turn among them.
Code.require_file("../lib/h.exs", __DIR__)
# compiled GenStage, see record.sh
Code.append_path(System.get_env("GEN_STAGE_EBIN", "gen_stage_ebin"))

defmodule Source do
  use GenStage
  import H
  def init(opts), do: {:producer, nil, opts}
  def handle_demand(_, s), do: {:noreply, [], s}
  def handle_call({:emit, events}, _from, s), do: {:reply, :ok, events, s}
  def handle_info(message, s), do: log(:info, message) && {:noreply, [], s}
end

defmodule Sink do
  use GenStage
  import H
  def init(producer), do: {:consumer, nil, subscribe_to: [producer]}
  def handle_events(events, _from, s), do: log(:batch, events) && {:noreply, [], s}
end

defmodule Main do
  import H

  def run do
    for opts <- [[buffer_size: 3], [buffer_size: 3, buffer_keep: :first], [buffer_size: :infinity]] do
      before = length(logs(:batch))
      {:ok, p} = GenStage.start(Source, opts)
      GenStage.call(p, {:emit, [1, 2, 3, 4, 5]})
      t("buffered", GenStage.estimate_buffered_count(p))
      GenStage.async_info(p, :between)
      GenStage.call(p, {:emit, [6]})
      t("info at once", logs(:info))
      {:ok, _} = GenStage.start(Sink, p)
      quiet()
      t("batches", Enum.drop(logs(:batch), before))
      t("info", logs(:info))
    end
  end
end

H.go(Main)
