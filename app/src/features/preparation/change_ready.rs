//! Changes to the definition of ready.

use domain::product::action::ProductAction;
use domain::product::readiness::DefinitionOfReady;

use super::product_store::ProductStore;
use crate::i18n::Text;

/// Changes the definition as it is now.
pub fn change(product: ProductStore, change: impl FnOnce(&mut DefinitionOfReady)) {
    let mut ready = product.peek(|product| product.ready.clone());
    change(&mut ready);
    product.send_with_undo(&ProductAction::DefineReady(ready), |i18n| {
        i18n.get(Text::DoneReadyDefined)
    });
}
