# title: asking again
# pins: A consumer asks again for what it has handled whenever that makes max_demand - min_demand; a batch is cut there, so that handling goes on while more is on its way.
Code.require_file("../lib/h.exs", __DIR__)
# compiled GenStage, see record.sh
Code.append_path(System.get_env("GEN_STAGE_EBIN", "gen_stage_ebin"))

defmodule Held do
  use GenStage
  import H
  def init(_), do: {:producer, nil}
  def handle_demand(n, s), do: log(:demand, n) && {:noreply, [], s}
  def handle_call({:emit, events}, _from, s), do: {:reply, :ok, events, s}
end

defmodule Sink do
  use GenStage
  import H
  def init({producer, opts}), do: {:consumer, nil, subscribe_to: [{producer, opts}]}
  def handle_events(events, _from, s), do: log(:batch, events) && {:noreply, [], s}
end

defmodule Main do
  import H

  def run do
    {:ok, p} = GenStage.start(Held, nil)
    {:ok, _} = GenStage.start(Sink, {p, max_demand: 5, min_demand: 3})
    until(fn -> logs(:demand) == [5] end)

    for events <- [[1], [2], [3, 4], [5, 6, 7, 8, 9, 10, 11, 12]] do
      GenStage.call(p, {:emit, events})
      until(fn -> List.last(List.last(logs(:batch)) || [0]) == List.last(events) end)
      quiet()
      t("batches", logs(:batch))
      t("demand", logs(:demand))
    end
  end
end

H.go(Main)
