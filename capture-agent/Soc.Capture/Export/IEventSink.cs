using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Takes what was seen as events. The client is not known here: whoever receives them says whose they are.</summary>
public interface IEventSink
{
    void Take(SecurityEvent e);
}
