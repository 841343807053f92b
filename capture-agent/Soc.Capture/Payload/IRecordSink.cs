using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>Is told what was read in flows' payload.</summary>
public interface IRecordSink
{
    /// <param name="flow">Used again for another flow when it has ended.</param>
    /// <param name="protocol">Name of the protocol, as <see cref="IStreamProtocol.Name"/>.</param>
    void Take(Flow flow, string protocol, ProtocolRecord record);
}
