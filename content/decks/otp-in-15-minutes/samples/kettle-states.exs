defmodule Kettle do
  @behaviour :gen_statem

  @impl true
  def callback_mode, do: :state_functions

  @impl true
  def init(_), do: {:ok, :off, 0}

  def off(:cast, "press", boils), do: {:next_state, :heating, boils}

  def heating(:cast, "press", _boils), do: :keep_state_and_data
  def heating(:cast, "100 °C", boils), do: {:next_state, :warm, boils + 1}
end

{:ok, kettle} = :gen_statem.start_link(Kettle, [], [])

for event <- ["press", "press", "100 °C"] do
  :gen_statem.cast(kettle, event)
  {state, _boils} = :sys.get_state(kettle)
  IO.puts("#{event}: #{state}")
end
